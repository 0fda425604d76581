import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from '../db/sql.js';
import type { ImportResult } from '../domain/import-result.js';
import { openBatch } from '../store/changes.js';
import { fileProblems } from '../store/file-problems.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { repTestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { statementState } from '../testing/statement-state.js';
import { type StatementBook, statementBytes, statementRow } from '../testing/statement-workbook.js';
import { commandLineActor } from './actor.js';
import { importRepFile } from './import-rep-file.js';
import { undoFile } from './undo-file.js';
import { undoStatementRows } from './undo-statement-rows.js';

const codes = (result: ImportResult) => result.problems.map(({ code }) => code).sort();

eachDatabase('issues of a statement and its claims', (database) => {
  const room = importRoom();
  after(() => room.remove());
  const run = (name: string, bytes: Uint8Array) =>
    importRepFile(room.parts(database.db), { path: room.put(name, bytes), source: 'cli' });
  const runBook = (hospital: string, book: StatementBook) => {
    const documentNo = `${hospital}_IPUCS256811_01`;
    return run(`STM_${documentNo}.xls`, statementBytes({ documentNo, hospital, ...book }));
  };
  const fileOf = (result: ImportResult) =>
    database.db.first<Record<string, unknown>>(
      sql`select * from stm_imported_files where id = ${result.fileId}`,
    );

  test('of a document that is issued again the newest counts, whichever comes in first', async () => {
    const issue = (paid: number, reportTime: string): StatementBook => ({
      reportTime,
      details: [
        {
          name: 'รายละเอียดข้อมูลปกติ IP',
          rows: [
            statementRow('990001', { total_compensation: paid }),
            ...(paid === 1 ? [statementRow('990002', { total_compensation: 7 })] : []),
          ],
        },
      ],
    });
    const older = issue(1, '20/12/2568 เวลา 18:30');
    const newer = issue(2, '21/12/2568 เวลา 08:00');
    const states: unknown[] = [];
    for (const [hospital, order] of [
      ['99204', [older, newer]],
      ['99205', [newer, older]],
    ] as const) {
      const results: ImportResult[] = [];
      for (const book of order) results.push(await runBook(hospital, book));
      const last = results.at(-1);
      assert.ok(last);
      assert.deepEqual(
        codes(last),
        hospital === '99204' ? ['missing_in_reissue'] : ['missing_in_reissue', 'older_issue'],
      );
      const rows = await statementState(database.db, hospital);
      states.push(rows.map((row) => [row.tran_id, row.total_compensation, row.is_current]));
    }
    assert.deepEqual(states[0], [
      ['990001', '1.00', false],
      ['990001', '2.00', true],
      ['990002', '7.00', false],
    ]);
    assert.deepEqual(states[1], states[0]);
  });

  test('undo takes the rows out, the earlier issue counts again, and a plain import takes it in again', async () => {
    const book = (paid: number, reportTime: string): StatementBook => ({
      reportTime,
      details: [
        { name: 'รายละเอียดข้อมูลปกติ IP', rows: [statementRow('990001', { total_compensation: paid })] },
      ],
    });
    const older = book(1, '20/12/2568 เวลา 18:30');
    const newer = book(2, '21/12/2568 เวลา 08:00');
    await runBook('99206', older);
    const { fileId } = await runBook('99206', newer);
    assert.ok(fileId !== null);
    const undone = await database.db.transaction((tx) => undoStatementRows(tx, openBatch(), fileId));
    assert.deepEqual(undone, { rowsRemoved: 1 });
    const rows = await statementState(database.db, '99206');
    assert.deepEqual(
      rows.map((row) => [row.total_compensation, row.is_current]),
      [['1.00', true]],
    );
    const again = await runBook('99206', newer);
    assert.deepEqual([again.status, again.fileId, again.inserted], ['completed', fileId, 1]);
    const file = await fileOf(again);
    assert.deepEqual([file?.is_current, file?.undone_at], [true, null]);
  });

  test('after undo only what is still true is said of the issues that are left', async () => {
    const book = (tranIds: readonly string[], reportTime: string): StatementBook => ({
      reportTime,
      details: [{ name: 'รายละเอียดข้อมูลปกติ IP', rows: tranIds.map((tranId) => statementRow(tranId)) }],
    });
    const first = await runBook('99208', book(['990001', '990002', '990003'], '19/12/2568 เวลา 08:00'));
    const last = await runBook('99208', book(['990001'], '21/12/2568 เวลา 08:00'));
    const between = await runBook('99208', book(['990001', '990002'], '20/12/2568 เวลา 08:00'));
    const said = async (result: ImportResult) =>
      (await fileProblems(database.db, result.fileId ?? 0)).map(
        ({ code, tranId }) => `${code} ${tranId ?? ''}`,
      );
    assert.deepEqual(await said(between), ['older_issue ', 'missing_in_reissue 990002']);
    const undo = ({ fileId }: ImportResult) =>
      database.db.transaction((tx) => undoStatementRows(tx, openBatch(), fileId ?? 0));
    await undo(last);
    assert.deepEqual(await said(between), ['missing_in_reissue 990003']);
    await undo(first);
    assert.deepEqual(await said(between), []);
  });

  test('a row knows its REP claim, whether the REP came before or after, or was taken out again', async () => {
    const rep = () =>
      run(
        'eclaim_99207_OP_25681105_201501885.xls',
        repTestWorkbook({ form: 'ucs', rows: [ucsRow('990001'), ucsRow('990002')] }),
      );
    const statement = (tranIds: readonly string[], reportTime: string) =>
      runBook('99207', {
        reportTime,
        details: [{ name: 'รายละเอียดข้อมูลปกติ IP', rows: tranIds.map((tranId) => statementRow(tranId)) }],
      });
    const matched = async () =>
      (await statementState(database.db, '99207')).map((row) => [
        row.tran_id,
        row.rep_matched,
        row.rep_tran_id,
      ]);
    await statement(['990001', '990009'], '20/12/2568 เวลา 18:30');
    assert.deepEqual(await matched(), [
      ['990001', false, null],
      ['990009', false, null],
    ]);
    const answer = await rep();
    const parts = room.parts(database.db);
    assert.deepEqual(await matched(), [
      ['990001', true, '990001'],
      ['990009', false, null],
    ]);
    await statement(['990002'], '21/12/2568 เวลา 18:30');
    assert.deepEqual((await matched())[1], ['990002', true, '990002']);
    await undoFile(
      { ...parts, programVersion: 'test' },
      { fileId: answer.fileId ?? 0, by: commandLineActor, reason: null },
    );
    assert.deepEqual(await matched(), [
      ['990001', false, null],
      ['990002', false, null],
      ['990009', false, null],
    ]);
  });
});
