import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import type { ImportResult } from '../domain/import-result.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { repTestWorkbook, type TestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { sampleWorkbook } from '../testing/workbook-samples.js';
import { importRepFile } from './import-rep-file.js';

const opName = (hospital: string, day = '25690105') => `eclaim_${hospital}_OP_${day}_201501885.xls`;

const codes = (result: ImportResult) => result.problems.map((problem) => problem.code).sort();

async function currentState(db: Db, hospital: string): Promise<object[]> {
  return db.query(sql`
    select tran_id, reimbursed from claim_current where hospital_code = ${hospital} order by tran_id`);
}

eachDatabase('import of a doubtful file', (database) => {
  const room = importRoom();
  after(() => room.remove());
  const run = (
    name: string,
    book: TestWorkbook | Uint8Array | string,
    options: { readonly force?: boolean } = {},
  ) => {
    const bytes = typeof book === 'string' || book instanceof Uint8Array ? book : repTestWorkbook(book);
    return importRepFile(room.parts(database.db), { path: room.put(name, bytes), source: 'cli', ...options });
  };

  test('the same new bytes, refused by several at one moment, are one file and one answer', async () => {
    const drifted = repTestWorkbook({
      form: 'ucs',
      rows: [ucsRow('990091')],
      heading: (text) => (text === 'HMAIN' ? 'HMAIN ใหม่' : text),
    });
    const page = '<html><body>login</body></html>';
    for (const [name, bytes, status] of [
      [opName('99131'), drifted, 'quarantined'],
      [opName('99132'), page, 'failed'],
      ['STM_99133_IPUCS256811_01.xls', page, 'failed'],
    ] as const) {
      const results = await Promise.all([1, 2, 3, 4].map(() => run(name, bytes)));
      assert.deepEqual(
        results.map((result) => [result.status, result.fileId, codes(result)]),
        Array.from(results, () => [status, results[0]?.fileId, codes(results[0] ?? assert.fail())]),
        name,
      );
      assert.ok(!codes(results[0] ?? assert.fail()).includes('value_not_storable'));
    }
  });

  test('what the portal listed is compared with what is stored', async () => {
    const name = opName('99107');
    const at = new Date('2026-01-06T01:00:00Z');
    await database.db.insert('portal_reps', {
      hospital_code: '99107',
      scheme: 'UCS',
      rep_no: '690190001',
      filename: name,
      total: 3,
      passed: 3,
      failed: 0,
      month: 1,
      year: 2569,
      first_seen_at: at,
      last_seen_at: at,
      raw: '{}',
    });
    const result = await run(name, { form: 'ucs', rows: [ucsRow('990001'), ucsRow('990002')] });
    assert.equal(result.status, 'completed_with_problems');
    assert.deepEqual(result.controlTotals, { summary: 2, portal: 3, stored: 2, agree: false });
    assert.deepEqual(codes(result), ['portal_count_differs']);
  });

  test('sums and counts beyond any sense are stored as they are, larger amounts are refused by cell', async () => {
    const most = 999_999_999_999.99;
    const row = (tranId: string) =>
      ucsRow(tranId, { claim_net: most, reimb_nhso: -most, reimb_agency: -most });
    const rows = Array.from({ length: 12 }, (_, index) => row(`99000${index}`));
    const summary = [1, 2, 3].map((part) => ({
      rep_no: `69019000${part}`,
      total_cases: 2_000_000_000,
      passed_cases: 2_000_000_000,
      failed_cases: 0,
      reimb_total: most,
    }));
    const tooMuch = ucsRow('990020', { claim_net: 1e12 });
    const result = await run(opName('99120'), { form: 'ucs', rows: [...rows, tooMuch], summary });
    assert.deepEqual([result.status, result.inserted, result.refused], ['completed_with_problems', 12, 1]);
    assert.equal(result.controlTotals.summary, 6_000_000_000);
    assert.ok(codes(result).includes('number_too_large'));
    const file = await database.db.first(
      sql`select stored_amount, summary_amount from eclaim_imported_files where id = ${result.fileId}`,
    );
    assert.deepEqual(file, { stored_amount: '-23999999999999.76', summary_amount: '2999999999999.97' });
    const claim = await database.db.first(
      sql`select reimbursed, loss from claim_current where hospital_code = '99120' and tran_id = '990000'`,
    );
    assert.deepEqual(claim, { reimbursed: '-1999999999999.98', loss: '2999999999999.97' });
  });

  test('a sheet whose name no database takes comes in under one that it takes', async () => {
    const book = repTestWorkbook({
      form: 'ucs',
      rows: [ucsRow('990001')],
      drugs: [{ tran_id: '990001', drug_seq: 1, quantity: 1, claim_amount: 5, reimb_amount: 5 }],
    });
    const wide = (text: string) => Buffer.from(text, 'utf16le').toString('latin1');
    const bytes = Buffer.from(
      book.toString('latin1').replace(wide('Data Drug'), wide('Da\0a Drug')),
      'latin1',
    );
    const result = await run(opName('99121'), bytes);
    assert.equal(result.status, 'completed', JSON.stringify(result.problems));
    const drugs = await database.db.query(
      sql`select sheet_name from eclaim_drug where file_id = ${result.fileId}`,
    );
    assert.deepEqual(drugs, [{ sheet_name: 'Da\ufffda Drug' }]);
  });

  test('a workbook of another form is kept whole and nothing of it is stored', async () => {
    const strange = repTestWorkbook({ form: 'ucs', rows: [ucsRow('990001'), ucsRow('990002')] });
    const changed = Buffer.from(
      strange
        .toString('latin1')
        .replace(
          Buffer.from('เรียกเก็บ (1)'.slice(0, 9), 'utf16le').toString('latin1'),
          Buffer.from('ไม่รู้จัก', 'utf16le').toString('latin1'),
        ),
      'latin1',
    );
    const result = await run(opName('99108'), changed);
    assert.equal(result.status, 'quarantined');
    assert.deepEqual([result.rowsRead, result.waitingRows], [0, 3]);
    assert.deepEqual(await currentState(database.db, '99108'), []);
    const sales = sampleWorkbook([
      {
        name: 'Sales',
        rows: [
          ['No.', 'Item', 'Sold'],
          [1, '100000001', 5],
          [2, '100000002', 7],
        ],
      },
    ]);
    const foreign = await run(opName('99108', '25690106'), sales);
    assert.deepEqual([foreign.status, codes(foreign)], ['quarantined', ['layout_foreign']]);
    const statement = await run('STM_99108_IPUCS256811_01.xls', strange);
    assert.deepEqual([statement.status, codes(statement)], ['quarantined', ['no_statement_detail']]);
  });

  test('what is no workbook fails by name, is kept, and can be imported when the right bytes come', async () => {
    const name = opName('99109');
    const empty = await run(name, '');
    const page = await run(name, '<!DOCTYPE html><html><input type="password"></html>');
    assert.deepEqual([empty.status, codes(empty)], ['failed', ['file_empty']]);
    assert.deepEqual([page.status, codes(page)], ['failed', ['not_a_workbook_page']]);
    assert.deepEqual([page.rowsRead, page.inserted], [0, 0]);
    const good = await run(name, { form: 'ucs', rows: [ucsRow('990001')] });
    assert.equal(good.status, 'completed');
    assert.equal((await run(name, '')).status, 'failed');
    assert.equal((await currentState(database.db, '99109')).length, 1);
  });

  test('a name that says nothing, a file of another hospital and a missing file are refused without a row', async () => {
    const bytes = repTestWorkbook({ form: 'ucs', rows: [ucsRow('990001')] });
    const unnamed = await run('report.xls', bytes);
    const parts = room.parts(database.db, '99999');
    const other = await importRepFile(parts, { path: room.put(opName('99110'), bytes), source: 'cli' });
    const missing = await importRepFile(parts, { path: `${room.folder}/none.xls`, source: 'cli' });
    assert.deepEqual(
      [unnamed, other, missing].map((result) => [result.status, result.fileId, codes(result)[0]]),
      [
        ['failed', null, 'name_not_readable'],
        ['failed', null, 'other_hospital'],
        ['failed', null, 'file_not_found'],
      ],
    );
  });

  test('the same file by several imports at once is stored once', async () => {
    const file = room.put(
      opName('99111'),
      repTestWorkbook({ form: 'ucs', rows: [ucsRow('990001'), ucsRow('990002')] }),
    );
    const parts = room.parts(database.db);
    const results = await Promise.all(
      [1, 2, 3].map(() => importRepFile(parts, { path: file, source: 'cli' })),
    );
    assert.deepEqual(results.map((result) => result.status).sort(), ['completed', 'unchanged', 'unchanged']);
    assert.equal((await currentState(database.db, '99111')).length, 2);
  });
});
