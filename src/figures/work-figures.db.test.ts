import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Db } from '../db/db.js';
import { usualSchemes } from '../domain/scheme.js';
import { saveDownloadUnit } from '../store/download-units.js';
import {
  askFigure,
  compareWithClaims,
  type FigureAddress,
  refusalOf,
  rowsOf,
} from '../testing/ask-figure.js';
import { eachDatabase } from '../testing/databases.js';
import {
  insertItem,
  insertListed,
  insertProblems,
  insertStatement,
  keepSampleStandings,
} from '../testing/sample-items.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';

const name = (type: string, sequence: number) => `eclaim_99999_${type}_25690610_00000000${sequence}.xls`;

async function insertDocuments(db: Db): Promise<number> {
  const at = new Date('2026-06-17T00:00:00Z');
  const sha256 = 'ab'.repeat(32);
  const downloadId = await db.insert('downloads', {
    ...{ upstream: 'eclaim', type: 'rep', scheme: 'UCS', hospital_code: '99999', month: 6, year: 2569 },
    ...{ filename: name('OP', 4), status: 'success', sha256, first_seen_at: at },
  });
  const byName = await insertFile(db, { filename: name('OP', 3) });
  await insertFile(db, { filename: 'eclaim_99999_OP_25690610_04.xls', columns: { sha256 } });
  await insertFile(db, {
    filename: name('IP', 5),
    columns: { undone_at: '2026-06-17 00:00:00', status: 'undone' },
  });
  const listed = (filename: string, day: string | null, total: number | null, more = {}) =>
    insertListed(db, { filename, total, send_date: day && `${day} 23:59:00`, ...more });
  await listed(name('OP', 1), '2026-06-10', 12);
  await listed('', '2026-05-18', 5);
  await listed(name('OP', 3), '2026-06-11', 100);
  await listed(name('OP', 4), '2026-06-11', 100, { download_id: downloadId });
  await listed(name('IP', 5), '2026-04-19', 7);
  await listed(name('OFC', 6), null, 3, { scheme: 'OFC' });
  await listed(name('OP', 7), '2026-06-11', null);
  await listed(name('OP', 8), '2026-06-11', 1000, { gone_at: at });
  return byName;
}

async function insertPending(db: Db): Promise<void> {
  const fileId = await insertDocuments(db);
  const claim = (tranId: string, fileDate: string | null, amount: string | null, more = {}) =>
    insertClaim(db, {
      ...{ tranId, fileId, day: '2026-02-01', claimed: '500.00', reimbursed: amount },
      columns: { file_date: fileDate, reimb_nhso: amount },
      ...more,
    });
  await claim('1', '2026-05-19', '100.25', { day: '2026-05-10' });
  await claim('2', '2026-03-20', '200.00', { kind: 'IP', fund: 'F2' });
  await claim('3', '2026-03-19', '1.10', { kind: 'ORF' });
  await claim('4', '2026-03-19', null, { codes: ['C312'] });
  await claim('5', '2026-03-19', '9.00', { scheme: 'ofc' });
  await claim('6', '2026-03-19', '9.00');
  await claim('7', null, '5.00', { day: null });
  const current = await insertStatement(db, {});
  const replaced = await insertStatement(db, { is_current: false });
  await insertItem(db, 'stm_claim_item', { file_id: current, tran_id: '6' });
  await insertItem(db, 'stm_claim_item', { file_id: replaced, tran_id: '7' });
  await keepSampleStandings(db);
}

eachDatabase('pending', (database) => {
  const by = async (query: FigureAddress = {}) =>
    rowsOf(await askFigure(database.db, 'pending', 'age', query), 'waiting_rep', 'waiting_stm', 'amount');

  test('has its four ages also where nothing waits', async () => {
    assert.deepEqual(
      (await by()).map(([key, ...numbers]) => [key, ...numbers]),
      ['0-30', '31-60', '61-90', '90+'].map((age) => [age, 0, 0, '0.00']),
    );
    await insertPending(database.db);
  });

  test('counts documents without their workbook, and passed UCS claims that no current statement has, by days', async () => {
    assert.deepEqual(await by(), [
      ['0-30', 12, 1, '100.25'],
      ['31-60', 12, 0, '0.00'],
      ['61-90', 0, 1, '200.00'],
      ['90+', 0, 1, '1.10'],
      ['', 3, 1, '5.00'],
    ]);
    const { total, from, to, fiscal_year } = await askFigure(database.db, 'pending', 'age');
    assert.deepEqual(total, { waiting_rep: 27, waiting_stm: 4, amount: '306.35' });
    assert.deepEqual([from, to, fiscal_year], [null, null, undefined]);
  });

  test('leads to the claims that wait: as many as it counts, of each age', async () => {
    let compared = 0;
    for (const query of [{}, { kind: 'op,orf' }, { fiscal_year: '2569' }, { scheme: 'ofc' }])
      compared += await compareWithClaims(database.db, 'pending', 'age', query as FigureAddress);
    assert.ok(compared > 16, String(compared));
    const claims = await askFigure(database.db, 'claims-summary', 'kind', { waiting_stm: '61-90' });
    assert.deepEqual(rowsOf(claims, 'claims'), [['ip', 1]]);
    assert.equal(
      await refusalOf(() => askFigure(database.db, 'pending', 'age', { waiting_stm: '1' })),
      'filter_invalid',
    );
  });

  test('is filtered by kind, scheme, hospital and period, and refuses what it cannot honour', async () => {
    const total = async (query: FigureAddress) =>
      Object.values((await askFigure(database.db, 'pending', 'age', query)).total);
    assert.deepEqual(await total({ kind: 'ip' }), [7, 1, '200.00']);
    assert.deepEqual(await total({ kind: 'op,orf' }), [12, 3, '106.35']);
    assert.deepEqual(await total({ scheme: 'ofc' }), [3, 0, '0.00']);
    assert.deepEqual(await total({ hospital: '88888' }), [0, 0, '0.00']);
    assert.deepEqual(await total({ from: '2026-05-01', to: '2026-06-10' }), [5, 1, '100.25']);
    assert.deepEqual(await total({ fiscal_year: '2569' }), [24, 3, '301.35']);
    assert.deepEqual(await total({ from: '2026-04-19', to: '2026-04-20', undated: 'with' }), [10, 1, '5.00']);
    assert.deepEqual(await total({ undated: 'only' }), [3, 1, '5.00']);
    assert.equal(
      await refusalOf(() => askFigure(database.db, 'pending', 'month', {})),
      'split_not_applicable',
    );
  });

  test('is filtered by what only claims say: their documents are then not known, which is not nothing', async () => {
    const total = async (query: FigureAddress) =>
      Object.values((await askFigure(database.db, 'pending', 'age', query)).total);
    assert.deepEqual(await total({ fund: 'F2' }), [null, 1, '200.00']);
    assert.deepEqual(await total({ fund: 'none', kind: 'orf' }), [null, 1, '1.10']);
    assert.deepEqual(await total({ error_code: 'C312' }), [null, 0, '0.00']);
    assert.deepEqual(await total({ waiting_stm: '61-90' }), [null, 1, '200.00']);
    const ages = await by({ fund: 'F2' });
    assert.deepEqual(
      ages.map(([, waitingRep]) => waitingRep),
      [null, null, null, null],
    );
    const narrow: readonly FigureAddress[] = [
      { fund: 'F2' },
      { waiting_stm: '61-90' },
      { service_type: 'none' },
    ];
    for (const query of narrow)
      assert.ok((await compareWithClaims(database.db, 'pending', 'age', query)) > 1);
  });
});

eachDatabase('work-done and completeness', (database) => {
  const work = async (query: FigureAddress = {}) =>
    rowsOf(
      await askFigure(database.db, 'work-done', 'month', query),
      ...['files', 'rows_read', 'rows_refused', 'problems', 'failed', 'quarantined'],
    );
  const reading = async (fileId: number, kind: 'rep' | 'stm', status: string, at: string, counts: object) =>
    await database.db.insert('file_imports', {
      ...{ file_id: fileId, kind, status, program_version: '0', started_at: new Date(at) },
      counts: JSON.stringify(counts),
    });

  test('work-done is by the month of each reading in Thailand, of files that are not taken out again', async () => {
    const { db } = database;
    const file = async (at: string, type: string, read: number, refused: number, more = {}) => {
      const {
        status = 'completed',
        undone = false,
        scheme = 'UCS',
        ...counts
      } = { ...more } as {
        readonly status?: string;
        readonly undone?: boolean;
        readonly scheme?: string;
      };
      const id = await insertFile(db, {
        ...{ filename: `eclaim_${at}_${type}.xls`, fileType: type, completedAt: new Date(at), status },
        columns: { scheme, undone_at: undone ? '2026-06-17 00:00:00' : null },
      });
      await reading(id, 'rep', status, at, { rows_read: read, refused, ...counts });
      return id;
    };
    const first = await file('2026-05-31T18:00:00Z', 'OP', 10, 1);
    await file('2026-06-17T23:14:00Z', 'IP', 5, 0, { scheme: 'OFC' });
    await file('2026-06-01T10:00:00Z', 'IP', 50, 50, { status: 'quarantined' });
    const spoilt = await file('2026-05-31T16:00:00Z', 'IP', 0, 0, { status: 'failed' });
    await file('2026-06-01T11:00:00Z', 'IP', 50, 50, { undone: true });
    await file('2025-09-30T17:00:00Z', 'OP', 2, 0);
    await insertProblems(db, 'rep', first, 2);
    const statement = await insertStatement(db, {});
    await reading(statement, 'stm', 'completed_with_problems', '2026-05-10T03:00:00Z', {
      ...{ rows_read: 100, refused: 2 },
    });
    await insertProblems(db, 'stm', statement, 3);
    const rows = [
      ['2025-10', 1, 2, 0, 0, 0, 0],
      ['2026-05', 1, 100, 2, 3, 1, 0],
      ['2026-06', 2, 15, 1, 2, 0, 1],
    ];
    assert.deepEqual(await work(), rows);
    const answer = await askFigure(db, 'work-done', 'month');
    assert.deepEqual(Object.values(answer.total), [4, 117, 3, 5, 1, 1]);
    assert.equal(answer.rows.length, 12);
    assert.deepEqual(await work({ kind: 'op', from: '2026-05-01' }), [['2026-06', 1, 10, 1, 2, 0, 0]]);
    assert.deepEqual(await work({ scheme: 'ofc' }), [['2026-06', 1, 5, 0, 0, 0, 0]]);
    assert.deepEqual(await work({ hospital: '88888' }), []);
    assert.equal(await refusalOf(() => work({ fund: 'F1' })), 'filter_not_applicable');
    // Read once more within the month it counts once; what was here already and a reading in another month change no month before.
    await reading(first, 'rep', 'completed', '2026-06-02T03:00:00Z', {
      rows_read: 11,
      refused: 0,
      problems: 1,
    });
    await reading(first, 'rep', 'unchanged', '2026-06-03T03:00:00Z', { rows_read: 11, refused: 0 });
    await reading(spoilt, 'rep', 'completed', '2026-06-04T03:00:00Z', {
      rows_read: 7,
      refused: 0,
      problems: 0,
    });
    // What it stored stays where somebody reads it by force and that fails.
    await reading(first, 'rep', 'failed', '2026-06-05T03:00:00Z', { rows_read: 0, refused: 0 });
    assert.deepEqual(await work(), [...rows.slice(0, 2), ['2026-06', 3, 23, 0, 1, 0, 1]]);
  });

  const complete = async (query: FigureAddress = {}) =>
    await askFigure(database.db, 'completeness', 'month', query);

  test('completeness has every month of each scheme, also before the portal was asked', async () => {
    const { rows, total } = await complete();
    assert.deepEqual([rows.length, rows[0]?.key, rows[0]?.state], [48, '2025-10/ucs', 'never_asked']);
    assert.deepEqual(total, {
      ...{ listed: 0, stored: 0, rows_expected: null, rows_stored: 0, state: 'incomplete' },
    });
  });

  test('completeness says of each month and scheme what the grid of downloads says', async () => {
    const unit = (
      month: number,
      yearBe: number,
      scheme: 'ucs' | 'ofc',
      state: string,
      listed: number,
      stored: number,
    ) =>
      saveDownloadUnit(database.db, {
        ...{ upstream: 'eclaim', type: 'rep', scheme, month, yearBe, problem: null },
        ...{ state, counts: { listed, stored } },
      } as Parameters<typeof saveDownloadUnit>[1]);
    await unit(1, 2569, 'ucs', 'complete', 1, 1);
    await unit(2, 2569, 'ucs', 'empty', 0, 0);
    await unit(1, 2569, 'ofc', 'incomplete', 3, 2);
    const sha256 = 'cd'.repeat(32);
    const downloadId = await database.db.insert('downloads', {
      ...{ upstream: 'eclaim', type: 'rep', scheme: 'UCS', hospital_code: '99999', month: 1, year: 2569 },
      ...{ filename: 'january.xls', status: 'success', sha256, first_seen_at: new Date() },
    });
    await insertListed(database.db, {
      ...{ filename: 'january.xls', download_id: downloadId, month: 1, total: 10, passed: 8, failed: 2 },
    });
    await insertFile(database.db, {
      filename: 'january.xls',
      columns: { sha256, stored_total: 10, stored_passed: 8, controls_agree: true },
    });
    const fields = ['listed', 'stored', 'rows_expected', 'rows_stored', 'state'];
    const answer = await complete({ from: '2026-01-01', to: '2026-03-01' });
    assert.deepEqual(rowsOf(answer, ...fields), [
      ['2026-01/ucs', 1, 1, 10, 10, 'complete'],
      ['2026-01/ofc', 3, 2, null, 0, 'incomplete'],
      ['2026-02/ucs', 0, 0, null, 0, 'empty'],
    ]);
    assert.deepEqual(
      answer.rows.find(({ key }) => key === '2026-02/ofc'),
      {
        ...{ key: '2026-02/ofc', label: 'ก.พ. 69 OFC', has_data: false, running: false },
        ...{ listed: 0, stored: 0, rows_expected: null, rows_stored: 0, state: 'never_asked' },
      },
    );
    // What the list of January says of OFC nobody knows, so that of all nobody does.
    assert.deepEqual(Object.values(answer.total), [4, 3, null, 10, 'incomplete']);
    assert.deepEqual(
      [...new Set(answer.rows.map(({ key }) => key.slice(8)))],
      [...usualSchemes],
      'a usual scheme that was never asked for is no complete one',
    );
    const ucs = await complete({ from: '2026-01-01', to: '2026-03-01', scheme: 'ucs' });
    assert.equal(ucs.total.state, 'complete');
    assert.equal(ucs.total.rows_expected, 10, 'an empty list expects nothing');
  });

  test('completeness is of whole months and of documents: parts of a month and kinds are refused', async () => {
    assert.equal(await refusalOf(() => complete({ from: '2026-01-15' })), 'filter_invalid');
    assert.equal(await refusalOf(() => complete({ kind: 'op' })), 'filter_not_applicable');
  });
});
