import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, test } from 'node:test';
import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import type { ImportResult } from '../domain/import-result.js';
import { findImportedFile } from '../store/imported-files.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { orfRow, repTestWorkbook, type TestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { importRepFile } from './import-rep-file.js';
import { keptWorkbookPath } from './keep-workbook.js';

const opName = (hospital: string, day = '25690105') => `eclaim_${hospital}_OP_${day}_201501885.xls`;

function assertAddsUp(result: ImportResult): void {
  assert.equal(result.rowsRead, result.inserted + result.updated + result.unchanged + result.refused);
  for (const sheet of result.sheets) assert.ok(sheet.stored + sheet.refused <= sheet.rowsRead, sheet.name);
}

const codes = (result: ImportResult) => result.problems.map((problem) => problem.code).sort();

/** What pages and figures see of a hospital, without ids and times. */
async function currentState(db: Db, hospital: string): Promise<object[]> {
  return db.query(sql`
    select tran_id, kind, scheme, versions, rep_no, claimed, reimbursed, loss, reimb_nhso, is_denied, has_appeal,
      first_denied, first_reimbursed, service_day, fiscal_year, service_month, error_code
    from claim_current where hospital_code = ${hospital} order by tran_id`);
}

async function versions(db: Db, hospital: string): Promise<object[]> {
  return db.query(sql`
    select tran_id, rep_no, version_no, is_current, row_role, claimed from claim_rep_opip_nhso_item
    where hospital_code = ${hospital} order by tran_id, version_key`);
}

eachDatabase('import of a REP workbook', (database) => {
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

  test('every row of every sheet is stored to the satang, and the bytes are kept', async () => {
    const name = opName('99101');
    const result = await run(name, {
      form: 'ucs',
      rows: [
        ucsRow('990001', { claim_net: 1234.56, reimb_nhso: 1000.01, reimb_agency: '1,000.50' }),
        ucsRow('990002', { error_code: '305', reimb_nhso: '-' }),
      ],
      drugs: [{ tran_id: '990001', drug_seq: 1, quantity: 2, claim_amount: 20.25, reimb_amount: 18.5 }],
      reportTime: '06/01/2569 เวลา 08:00',
    });
    assert.equal(result.status, 'completed', JSON.stringify(result.problems));
    assertAddsUp(result);
    assert.deepEqual([result.rowsRead, result.inserted, result.refused], [2, 2, 0]);
    assert.deepEqual(result.controlTotals, { summary: 2, portal: null, stored: 2, agree: true });
    assert.deepEqual(
      result.sheets.map((sheet) => [sheet.layout, sheet.stored]),
      [
        ['rep-opip-120', 2],
        ['rep-summary', 1],
        ['rep-data-drug-22', 1],
      ],
    );
    const [first, second] = (await currentState(database.db, '99101')) as Record<string, unknown>[];
    assert.deepEqual([first?.claimed, first?.reimbursed, first?.loss], ['1234.56', '2000.51', '-765.95']);
    assert.deepEqual([second?.is_denied, second?.reimbursed, second?.service_month], [true, null, '2025-11']);
    const drug = await database.db.first<{ claim_amount: string; line_no: number }>(
      sql`select claim_amount, line_no from eclaim_drug where file_id = ${result.fileId}`,
    );
    assert.deepEqual({ ...drug }, { claim_amount: '20.25', line_no: 1 });
    const file = await findImportedFile(database.db, {
      filename: name,
      hospitalCode: '99101',
      sha256: result.sha256 ?? '',
    });
    const parts = room.parts(database.db);
    assert.ok(file?.storedPath && existsSync(keptWorkbookPath(parts.downloadDir, file.storedPath)));
  });

  test('the same bytes again change nothing, under the old name or a new one', async () => {
    const book = { form: 'ucs', rows: [ucsRow('990001'), ucsRow('990002')] } as const;
    const first = await run(opName('99102'), book);
    const before = await currentState(database.db, '99102');
    const again = await run(opName('99102'), book);
    const renamed = await run(opName('99102', '25690106'), book);
    const forced = await run(opName('99102'), book, { force: true });
    for (const result of [again, renamed]) {
      assert.equal(result.status, 'unchanged');
      assert.equal(result.fileId, first.fileId);
      assert.deepEqual([result.rowsRead, result.unchanged, result.inserted], [2, 2, 0]);
    }
    assert.deepEqual(
      [forced.status, forced.unchanged, forced.inserted, forced.updated],
      ['completed', 2, 0, 0],
    );
    assert.deepEqual(await currentState(database.db, '99102'), before);
    const rows = await database.db.first<{ n: number }>(
      sql`select count(*) as n from claim_rep_opip_nhso_item where hospital_code = '99102'`,
    );
    assert.equal(rows?.n, 2);
  });

  test('a copy of a row is stored once, another content under its TRAN_ID twice, the later current', async () => {
    const result = await run(opName('99103'), {
      form: 'ucs',
      rows: [ucsRow('990001'), ucsRow('990001'), ucsRow('990002'), ucsRow('990002', { reimb_nhso: 1 })],
    });
    assertAddsUp(result);
    assert.deepEqual([result.inserted, result.unchanged], [3, 1]);
    assert.deepEqual(codes(result), ['duplicate_copy', 'duplicate_tran']);
    assert.equal(result.controlTotals.agree, true);
    const state = (await currentState(database.db, '99103')) as Record<string, unknown>[];
    assert.deepEqual(
      state.map((row) => [row.tran_id, row.reimbursed, row.versions]),
      [
        ['990001', '800.25', 1],
        ['990002', '1.00', 2],
      ],
    );
  });

  test('old rows of an appeal are reference, and the new row is the current version', async () => {
    await run(opName('99104'), {
      form: 'ucs',
      rows: [ucsRow('990001', { error_code: '305', reimb_nhso: 0 })],
    });
    const appeal = await run('eclaim_99104_OP_APPEAL_25690205_201501885.xls', {
      form: 'ucs',
      rows: [
        ucsRow('990001', { error_code: 'AP1', reimb_nhso: 0 }),
        ucsRow('990001', { rep_no: '690290001', reimb_nhso: 900 }),
      ],
      summary: [{ rep_no: '690290001', total_cases: 1, passed_cases: 1, failed_cases: 0, reimb_total: 900 }],
    });
    assert.equal(appeal.status, 'completed', JSON.stringify(appeal.problems));
    assert.deepEqual([appeal.inserted, appeal.controlTotals.stored], [2, 1]);
    assert.deepEqual(
      ((await versions(database.db, '99104')) as Record<string, unknown>[]).map((row) => [
        row.row_role,
        row.version_no,
        row.is_current,
      ]),
      [
        ['reported', 1, false],
        ['reference', 0, false],
        ['reported', 2, true],
      ],
    );
    const [state] = (await currentState(database.db, '99104')) as Record<string, unknown>[];
    assert.deepEqual([state?.reimbursed, state?.has_appeal, state?.first_denied], ['900.00', true, true]);
  });

  test('any order of import gives the same current state and the same versions', async () => {
    const files: readonly (readonly [string, TestWorkbook])[] = [
      [
        'OP_25690105_201501885',
        {
          form: 'ucs',
          rows: [ucsRow('990001'), ucsRow('990002'), ucsRow('990003')],
          reportTime: '06/01/2569 เวลา 08:00',
        },
      ],
      [
        'OP_25690105_201501885',
        {
          form: 'ucs',
          rows: [ucsRow('990001', { reimb_nhso: 7 }), ucsRow('990004')],
          reportTime: '07/01/2569 เวลา 08:00',
        },
      ],
      [
        'OP_25690120_101501885',
        { form: 'ucs', rows: [ucsRow('990002', { rep_no: '690190007', reimb_nhso: 5 })] },
      ],
      [
        'OP_APPEAL_25690110_101501885',
        { form: 'ucs', rows: [ucsRow('990001', { rep_no: '690190009', reimb_nhso: 9 })] },
      ],
      ['ORF_25690111_101501885', { form: 'orf', rows: [orfRow('990003')] }],
    ];
    const orders = [
      [0, 1, 2, 3, 4],
      [4, 3, 2, 1, 0],
      [1, 0, 4, 2, 3],
      [2, 4, 0, 3, 1],
    ];
    const states: unknown[] = [];
    for (const [turn, order] of orders.entries()) {
      const hospital = `9921${turn}`;
      for (const index of order) {
        const [part, book] = files[index] ?? ['', { form: 'ucs', rows: [] }];
        const result = await run(`eclaim_${hospital}_${part}.xls`, book);
        assertAddsUp(result);
        assert.notEqual(result.status, 'failed');
      }
      states.push([await currentState(database.db, hospital), await versions(database.db, hospital)]);
    }
    for (const state of states) assert.deepEqual(state, states[0]);
    const [current] = states[0] as [Record<string, unknown>[]];
    assert.deepEqual(
      current.map((row) => [row.tran_id, row.kind, row.reimbursed, row.versions]),
      [
        ['990001', 'OP', '9.00', 3],
        ['990002', 'OP', '5.00', 2],
        ['990003', 'ORF', '320.50', 2],
        ['990004', 'OP', '800.25', 1],
      ],
    );
  });

  test('a new issue under an old name takes its place, and what it leaves out is named', async () => {
    const name = opName('99105');
    await run(name, {
      form: 'ucs',
      rows: [ucsRow('990001'), ucsRow('990002')],
      reportTime: '06/01/2569 เวลา 08:00',
    });
    const second = await run(name, {
      form: 'ucs',
      rows: [ucsRow('990001', { reimb_nhso: 1 })],
      reportTime: '07/01/2569 เวลา 08:00',
    });
    assert.deepEqual(codes(second), ['missing_in_reissue']);
    const state = (await currentState(database.db, '99105')) as Record<string, unknown>[];
    assert.deepEqual(
      state.map((row) => [row.tran_id, row.reimbursed]),
      [['990001', '1.00']],
    );
  });

  test('an issue that comes in after the later one counts nothing, and what the later one left out is named', async () => {
    const name = opName('99125');
    const tranIds = async () => (await currentState(database.db, '99125')).map((row) => Object(row).tran_id);
    await run(name, { form: 'ucs', rows: [ucsRow('990001')], reportTime: '07/01/2569 เวลา 08:00' });
    const older = await run(name, {
      form: 'ucs',
      rows: [ucsRow('990001'), ucsRow('990002')],
      reportTime: '06/01/2569 เวลา 08:00',
    });
    assert.deepEqual(codes(older), ['missing_in_reissue', 'older_issue']);
    assert.equal(older.inserted, 2);
    assert.deepEqual(await tranIds(), ['990001']);
  });

  test('a refused row is named with sheet, row and cell; the rest is stored and the totals disagree', async () => {
    const result = await run(opName('99106'), {
      form: 'ucs',
      rows: [
        ucsRow('990001'),
        ucsRow('990002', { claim_net: 'ไม่ทราบ' }),
        ucsRow('990003', { dateadm: '31/02/2025' }),
      ],
    });
    assert.equal(result.status, 'completed_with_problems');
    assertAddsUp(result);
    assert.deepEqual([result.inserted, result.refused, result.controlTotals.agree], [1, 2, false]);
    const cells = result.problems
      .filter((problem) => problem.severity === 'error')
      .map((problem) => [problem.cell, problem.code]);
    assert.deepEqual(cells, [
      ['AO10', 'not_a_number'],
      ['I11', 'date_not_readable'],
    ]);
    const kept = await database.db.query<{ value: string }>(
      sql`select value from file_problems where file_id = ${result.fileId} and severity = 'error' order by id`,
    );
    assert.deepEqual(
      kept.map((row) => row.value),
      ['ไม่ทราบ', '31/02/2025'],
    );
    for (const problem of result.problems) assert.doesNotMatch(problem.message.th, /ไม่ทราบ|ทดสอบ/);
  });
});
