import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from '../db/sql.js';
import type { UndoResult } from '../domain/undo-result.js';
import { repItemTables } from '../store/rep-items.js';
import { hospitalState, rowsOfFile } from '../testing/claim-state.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { orfRow, repTestWorkbook, type TestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { commandLineActor } from './actor.js';
import { importRepFile } from './import-rep-file.js';
import { undoFile } from './undo-file.js';

const firstName = (hospital: string) => `eclaim_${hospital}_OP_25690105_201501885.xls`;
const laterName = (hospital: string) => `eclaim_${hospital}_OP_25690120_101501885.xls`;

eachDatabase('undo of a file', (database) => {
  const room = importRoom();
  after(() => room.remove());

  async function take(name: string, book: TestWorkbook, force = false): Promise<number> {
    const path = room.put(name, repTestWorkbook(book));
    const result = await importRepFile(room.parts(database.db), { path, source: 'cli', force });
    assert.match(result.status, /^completed/, JSON.stringify(result.problems));
    return result.fileId ?? 0;
  }
  const undo = (fileId: number, reason: string | null = null): Promise<UndoResult> =>
    undoFile(room.parts(database.db), { fileId, by: commandLineActor, reason });
  const state = (hospital: string) => hospitalState(database.db, hospital);
  const codesOf = async (fileId: number) =>
    (await database.db.query<{ code: string }>(sql`select code from file_problems where file_id = ${fileId}`))
      .map(({ code }) => code)
      .sort();

  test('the earlier versions count again, and nothing of the file is left but its row', async () => {
    const first = { form: 'ucs', rows: [ucsRow('990001', { error_code: '305', reimb_nhso: 0 })] } as const;
    await take(firstName('99301'), first);
    const before = await state('99301');
    const later = await take(laterName('99301'), {
      form: 'ucs',
      rows: [ucsRow('990001', { rep_no: '690190007' }), ucsRow('990002', { rep_no: '690190007' })],
      drugs: [{ tran_id: '990001', drug_seq: 1, quantity: 2, claim_amount: 20.25, reimb_amount: 18.5 }],
    });
    const result = await undo(later, 'wrong month');
    assert.deepEqual(result, { fileId: later, rowsRemoved: 2, claimsRestored: 1, claimsRemoved: 1 });
    assert.deepEqual(await state('99301'), before);
    for (const table of [...repItemTables, 'claim_error', 'claim_rep_opip_nhso_item'])
      assert.equal(await rowsOfFile(database.db, table, later), 0, table);
    const file = await database.db.first<Record<string, unknown>>(
      sql`select status, undone_at, rows_inserted from eclaim_imported_files where id = ${later}`,
    );
    assert.deepEqual([file?.status, file?.rows_inserted], ['undone', 2]);
    assert.ok(file?.undone_at);
    const attempts = await database.db.query<{ status: string; message: string | null }>(
      sql`select status, message from file_imports where file_id = ${later} order by id`,
    );
    assert.deepEqual(
      attempts.map(({ status, message }) => [status, message]),
      [
        ['completed', null],
        ['undone', 'wrong month'],
      ],
    );
    const audit = await database.db.first<Record<string, unknown>>(
      sql`select action, subject, reason, row_count from audit_log where subject = ${`file ${later}`}`,
    );
    assert.deepEqual(
      { ...audit },
      {
        action: 'undo',
        subject: `file ${later}`,
        reason: 'wrong month',
        row_count: 2,
      },
    );
  });

  test('a plain import takes the file in again, as if it had never been out', async () => {
    const book = {
      form: 'ucs',
      rows: [ucsRow('990001'), ucsRow('990002', { error_code: '305,C12' })],
    } as const;
    const fileId = await take(firstName('99302'), book);
    const before = await state('99302');
    await undo(fileId);
    assert.deepEqual((await state('99302')).claims, []);
    assert.equal(await take(firstName('99302'), book), fileId);
    assert.deepEqual(await state('99302'), before);
    const file = await database.db.first<Record<string, unknown>>(
      sql`select status, undone_at, undone_by from eclaim_imported_files where id = ${fileId}`,
    );
    assert.deepEqual({ ...file }, { status: 'completed', undone_at: null, undone_by: null });
  });

  test('without the later issue of its name the earlier one counts again, and no longer says that it is old', async () => {
    const name = firstName('99303');
    const late = await take(name, {
      form: 'ucs',
      rows: [ucsRow('990001', { reimb_nhso: 1 })],
      reportTime: '07/01/2569 เวลา 08:00',
    });
    const early = await take(name, {
      form: 'ucs',
      rows: [ucsRow('990001'), ucsRow('990002')],
      reportTime: '06/01/2569 เวลา 08:00',
    });
    assert.deepEqual(await codesOf(early), ['missing_in_reissue', 'older_issue']);
    const result = await undo(late);
    assert.deepEqual(result, { fileId: late, rowsRemoved: 1, claimsRestored: 2, claimsRemoved: 0 });
    assert.deepEqual(await codesOf(early), []);
    const { claims, files } = await state('99303');
    assert.deepEqual(
      claims.map((row) => [row.tran_id, row.reimbursed, row.versions]),
      [
        ['990001', '800.25', 1],
        ['990002', '800.25', 1],
      ],
    );
    assert.deepEqual(
      files.map((row) => [row.superseded, row.replaces]),
      [[false, null]],
    );
  });

  test('of three issues the middle one may go: the first and the last stay in their order', async () => {
    const name = firstName('99304');
    const issue = (day: number, ...tranIds: readonly string[]) =>
      take(name, {
        form: 'ucs',
        rows: tranIds.map((tranId) => ucsRow(tranId, { reimb_nhso: day })),
        reportTime: `0${day}/01/2569 เวลา 08:00`,
      });
    await issue(1, '990001', '990002', '990003');
    const last = await issue(3, '990001');
    const middle = await issue(2, '990001', '990002');
    const result = await undo(middle);
    assert.deepEqual(result, { fileId: middle, rowsRemoved: 2, claimsRestored: 0, claimsRemoved: 0 });
    assert.deepEqual(await codesOf(last), ['missing_in_reissue', 'missing_in_reissue']);
    const { claims } = await state('99304');
    assert.deepEqual(
      claims.map((row) => [row.tran_id, row.reimbursed]),
      [['990001', '3.00']],
    );
  });

  test('a claim that stood in two kinds counts in the one that is left, and the remark about it goes', async () => {
    const op = await take(firstName('99305'), { form: 'ucs', rows: [ucsRow('990001')] });
    const orf = await take('eclaim_99305_ORF_25690111_101501885.xls', {
      form: 'orf',
      rows: [orfRow('990001')],
    });
    assert.deepEqual(await codesOf(orf), ['same_tran_two_kinds']);
    await undo(op);
    assert.deepEqual(await codesOf(orf), []);
    const { claims } = await state('99305');
    assert.deepEqual(
      claims.map((row) => [row.kind, row.versions]),
      [['ORF', 1]],
    );
  });

  test('a file that is not in, or that nobody knows, is refused by name and nothing changes', async () => {
    const fileId = await take(firstName('99306'), { form: 'ucs', rows: [ucsRow('990001')] });
    await undo(fileId);
    await assert.rejects(undo(fileId), { code: 'already_undone' });
    await assert.rejects(undo(999_999_999), { code: 'not_found' });
    const path = room.put(laterName('99306'), 'no workbook');
    const failed = await importRepFile(room.parts(database.db), { path, source: 'cli' });
    await assert.rejects(undo(failed.fileId ?? 0), { code: 'nothing_to_undo' });
    const audits = await database.db.first<{ n: number }>(
      sql`select count(*) as n from audit_log where subject = ${`file ${fileId}`}`,
    );
    assert.equal(audits?.n, 1);
  });
});
