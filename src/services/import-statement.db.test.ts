import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '../db/sql.js';
import type { ImportResult } from '../domain/import-result.js';
import { bahtOf } from '../domain/satang.js';
import { repOpip120 } from '../filetypes/rep-opip-120.js';
import { createPracticeServer, type PracticeServer } from '../practice/practice-server.js';
import { netReceivable, paidTotal, type Statement, statementsOf } from '../practice/stm/statement.js';
import { stmFileName, stmWorkbookBytes } from '../practice/stm/stm-workbook.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { repTestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { statementState } from '../testing/statement-state.js';
import {
  type StatementBook,
  statementBytes,
  statementRow,
  statementTotal,
  summaryRow,
} from '../testing/statement-workbook.js';
import { sampleRow, sampleSheet } from '../testing/workbook-samples.js';
import { importRepFile } from './import-rep-file.js';

const codes = (result: ImportResult) => result.problems.map(({ code }) => code).sort();

function assertAddsUp(result: ImportResult): void {
  assert.equal(result.rowsRead, result.inserted + result.updated + result.unchanged + result.refused);
}

eachDatabase('import of a statement', (database) => {
  const room = importRoom();
  let practice: PracticeServer;
  before(async () => {
    practice = await createPracticeServer({ today: '2026-01-20' });
  });
  after(async () => {
    room.remove();
    await practice.close();
  });

  const run = (name: string, bytes: Uint8Array, options: { readonly force?: boolean } = {}) =>
    importRepFile(room.parts(database.db), { path: room.put(name, bytes), source: 'cli', ...options });
  const runBook = (hospital: string, book: StatementBook, options: { readonly force?: boolean } = {}) => {
    const documentNo = `${hospital}_IPUCS256811_01`;
    return run(`STM_${documentNo}.xls`, statementBytes({ documentNo, hospital, ...book }), options);
  };
  const fileOf = (result: ImportResult) =>
    database.db.first<Record<string, unknown>>(
      sql`select * from stm_imported_files where id = ${result.fileId}`,
    );

  test('statements of the practice NHSO come in whole, to the satang, and again without a change', async () => {
    const statements = statementsOf(practice.calendar).slice(-2);
    for (const statement of statements) {
      const first = await run(stmFileName(statement), stmWorkbookBytes(statement));
      const claims = statement.normal.length + statement.appeal.length;
      assert.deepEqual([first.status, codes(first)], ['completed', []]);
      assertAddsUp(first);
      assert.deepEqual([first.rowsRead, first.inserted], [claims, claims]);
      assert.ok((first.fileId ?? 0) >= 1_000_000_000, 'its number is one of a statement');
      assert.deepEqual(first.controlTotals, { summary: claims, portal: null, stored: claims, agree: true });
      await assertStored(first, statement);
      const again = await run(stmFileName(statement), stmWorkbookBytes(statement));
      assert.deepEqual([again.status, again.fileId, again.unchanged], ['unchanged', first.fileId, claims]);
      const forced = await run(stmFileName(statement), stmWorkbookBytes(statement), { force: true });
      assert.deepEqual([forced.status, forced.unchanged, forced.inserted], ['completed', claims, 0]);
      await assertStored(forced, statement);
    }
  });

  async function assertStored(result: ImportResult, statement: Statement): Promise<void> {
    const file = await fileOf(result);
    const paid = bahtOf(BigInt(paidTotal(statement)));
    assert.deepEqual(
      [file?.receivable_amount, file?.summary_amount, file?.stored_amount, file?.receivable_net],
      [paid, paid, paid, bahtOf(BigInt(netReceivable(statement)))],
    );
    assert.deepEqual(
      [file?.document_no, file?.period, file?.hospital_name, file?.province_code, file?.is_current],
      [statement.documentNo, statement.period, 'รพ.ตัวอย่าง', '9900', true],
    );
    assert.equal(file?.report_date, `${statement.issuedOn} 18:30:00`);
    const sum = await database.db.first<{ rows: number; paid: string }>(sql`
      select count(*) as "rows", sum(total_compensation) as paid from stm_claim_item
      where file_id = ${result.fileId}`);
    assert.deepEqual([sum?.rows, sum?.paid], [result.rowsRead, paid]);
    const net = await database.db.first<{ net: string }>(sql`
      select sum(net_receivable) as net from stm_receivable_summary where file_id = ${result.fileId}`);
    assert.equal(net?.net, bahtOf(BigInt(netReceivable(statement))));
  }

  test('labels inside a detail sheet set the section, totals are no claims, money may have commas', async () => {
    const result = await runBook('99201', {
      details: [
        {
          name: 'รายละเอียดข้อมูลปกติ IP',
          rows: [
            statementRow('990001', { total_compensation: '1,800.25', late_penalty: 'L1', late_percent: '5' }),
            ['ข้อมูลอุทธรณ์'],
            statementRow('990001', { total_compensation: -100.5 }),
            statementTotal('รวม', 1699.75),
            ['หมายเหตุ : ข้อมูลทดสอบ'],
          ],
        },
      ],
      receivable: [
        ['ข้อมูลปกติ'],
        ['ผู้ป่วยใน', 1, 1, 0, '1,800.25', 0, 0],
        [null, null, null, null, null, 'รวม', 1800.25],
        ['ข้อมูลอุทธรณ์'],
        ['ผู้ป่วยใน', 1, 1, 0, -100.5, 0, 0],
        [null, null, null, null, null, 'รวม', -100.5],
      ],
      summary: [
        ['ข้อมูลปกติ'],
        summaryRow({ total_passed: 1, total_receivable: 1800.25 }),
        ['ข้อมูลอุทธรณ์'],
        summaryRow({ total_passed: 1, total_receivable: -100.5, claim_type: '-' }),
      ],
    });
    assert.deepEqual([result.status, codes(result)], ['completed', []]);
    assert.deepEqual(
      (await statementState(database.db, '99201')).map((row) => [row.data_type, row.total_compensation]),
      [
        ['appeal', '-100.50'],
        ['normal', '1800.25'],
      ],
    );
    assert.equal((await fileOf(result))?.receivable_net, '1699.75');
    const late = await database.db.first<Record<string, unknown>>(sql`
      select late_penalty, late_percent, date_admit, pid from stm_claim_item
      where file_id = ${result.fileId} and data_type = 'normal'`);
    assert.deepEqual(
      { ...late },
      {
        late_penalty: 'L1',
        late_percent: '5',
        date_admit: '2025-11-05 08:30:00',
        pid: '9900000000001',
      },
    );
  });

  test('totals that disagree are named, and the file is completed with problems', async () => {
    const result = await runBook('99202', {
      details: [{ name: 'รายละเอียดข้อมูลปกติ IP', rows: [statementRow('990001'), statementTotal('รวม', 900)] }],
      receivable: [['ข้อมูลปกติ'], ['ผู้ป่วยใน', 1, 2, 0, 800.25, 100, 0], ['', '', '', '', '', 'รวม', 800.25]],
      summary: [summaryRow({ total_passed: 1, total_receivable: 700 })],
    });
    assert.equal(result.status, 'completed_with_problems');
    assert.deepEqual(codes(result), [
      'statement_count_differs',
      'statement_money_differs',
      'statement_net_differs',
      'statement_total_differs',
    ]);
    assert.deepEqual(result.controlTotals, { summary: 2, portal: null, stored: 1, agree: false });
  });

  test('a row that cannot be stored is refused with its place, a copy counts as unchanged', async () => {
    const result = await runBook('99203', {
      details: [
        {
          name: 'รายละเอียดข้อมูลปกติ IP',
          rows: [
            statementRow('990001'),
            statementRow('990001', { seq: 2 }),
            statementRow('990002', { total_compensation: 'ไม่ทราบ' }),
            statementRow('990003', { date_admit: '31/02/2568' }),
            statementRow('990004'),
            statementRow('990004', { total_compensation: 5 }),
          ],
        },
      ],
    });
    assertAddsUp(result);
    assert.deepEqual(
      [result.status, result.rowsRead, result.inserted, result.unchanged, result.refused],
      ['completed_with_problems', 6, 3, 1, 2],
    );
    assert.deepEqual(codes(result), [
      'date_not_readable',
      'duplicate_copy',
      'not_a_number',
      'statement_tran_twice',
    ]);
    const word = result.problems.find(({ code }) => code === 'not_a_number');
    assert.deepEqual([word?.row, word?.cell], [17, 'AL17']);
    const kept = await database.db.query<object>(
      sql`select id from file_problems where kind = 'stm' and file_id = ${result.fileId}`,
    );
    assert.equal(kept.length, 4);
  });

  test('a statement is known by its sheets where its name says nothing or another thing', async () => {
    const bytes = (hospital: string) =>
      statementBytes({
        documentNo: `${hospital}_OPUCS256812_02`,
        hospital,
        details: [{ name: 'รายละเอียด', rows: [statementRow('990001')] }],
      });
    for (const [name, hospital] of [
      ['statement.xls', '99208'],
      ['eclaim_99209_OP_25681105_201501885.xls', '99209'],
    ] as const) {
      const result = await run(name, bytes(hospital));
      const file = await fileOf(result);
      assert.deepEqual(
        [result.status, result.fileType, file?.filename, file?.period],
        ['completed', 'OP_STM', `STM_${hospital}_OPUCS256812_02.xls`, '6812_OP_02'],
      );
    }
  });

  test('what name and sheets contradict each other in is told', async () => {
    const result = await runBook('99210', {
      documentNo: '99211_IPUCS256810_01',
      hospital: '99211',
      details: [{ name: 'รายละเอียดข้อมูลปกติ IP', rows: [statementRow('990001')] }],
      summary: [summaryRow({ period: '6810_IP_01', total_passed: 1, total_receivable: 800.25 })],
    });
    assert.equal(result.status, 'completed');
    assert.deepEqual(codes(result), [
      'statement_document_differs',
      'statement_hospital_differs',
      'statement_period_differs',
    ]);
  });

  test('a workbook that is no whole statement is kept and nothing of it is stored', async () => {
    const rep = repTestWorkbook({ form: 'ucs', rows: [ucsRow('990001')] });
    const named = await run('STM_99212_IPUCS256811_01.xls', rep);
    assert.deepEqual([named.status, codes(named)], ['quarantined', ['no_statement_detail']]);
    const mixed = await runBook('99216', {
      details: [{ name: 'รายละเอียดข้อมูลปกติ IP', rows: [statementRow('990001')] }],
      more: [sampleSheet(repOpip120, [sampleRow(repOpip120, { seq: 1, tran_id: '990002', hn: '1' })])],
    });
    assert.deepEqual(
      [mixed.status, codes(mixed), mixed.waitingRows],
      ['quarantined', ['statement_mixed'], 2],
    );
    const bare = await runBook('99213', {
      details: [],
      receivable: [['ข้อมูลปกติ'], ['ผู้ป่วยใน', 1, 2, 0, 5, 0, 0]],
    });
    assert.deepEqual([bare.status, codes(bare)], ['quarantined', ['no_statement_detail']]);
    const page = await run('STM_99214_IPUCS256811_01.xls', Buffer.from('<html></html>'));
    assert.deepEqual([page.status, codes(page)], ['failed', ['not_a_workbook_page']]);
    const other = await importRepFile(room.parts(database.db, '99999'), {
      path: room.put('STM_99215_IPUCS256811_01.xls', rep),
      source: 'cli',
    });
    assert.deepEqual([other.status, codes(other)], ['failed', ['other_hospital']]);
  });
});
