import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from '../db/sql.js';
import type { ImportResult } from '../domain/import-result.js';
import { hospitalState } from '../testing/claim-state.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { repTestWorkbook, type TestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { importRepFile } from './import-rep-file.js';
import { readerVersion } from './record-import.js';

const nameOf = (hospital: string) => `eclaim_${hospital}_OP_25690105_201501885.xls`;

eachDatabase('a file that is read again', (database) => {
  const room = importRoom();
  after(() => room.remove());
  const run = (
    hospital: string,
    book: TestWorkbook,
    { force = false, maxBytes }: { readonly force?: boolean; readonly maxBytes?: number } = {},
  ): Promise<ImportResult> => {
    const parts = room.parts(database.db);
    return importRepFile(
      maxBytes === undefined ? parts : { ...parts, limits: { ...parts.limits, maxBytes } },
      { path: room.put(nameOf(hospital), repTestWorkbook(book)), source: 'cli', force },
    );
  };

  test('rows that read differently now are updated, new ones inserted, and the claims follow', async () => {
    const book = {
      form: 'ucs',
      rows: [ucsRow('990001'), ucsRow('990002'), ucsRow('990003'), ucsRow('990003')],
    } as const;
    const first = await run('99501', book);
    const expected = await hospitalState(database.db, '99501');
    // What an older set of layouts would have left: another amount in one row, another row not at all.
    await database.db.execute(
      sql`update claim_rep_opip_nhso_item set row_hash = 'old', claimed = ${'1.00'}
          where file_id = ${first.fileId} and tran_id = '990001'`,
    );
    await database.db.execute(
      sql`delete from claim_rep_opip_nhso_item where file_id = ${first.fileId} and tran_id = '990002'`,
    );
    const again = await run('99501', book, { force: true });
    assert.deepEqual(
      [
        again.status,
        again.fileId,
        again.rowsRead,
        again.inserted,
        again.updated,
        again.unchanged,
        again.refused,
      ],
      ['completed', first.fileId, 4, 1, 1, 2, 0],
    );
    assert.deepEqual(await hospitalState(database.db, '99501'), expected);
  });

  test('a forced read that fails leaves the earlier rows as they were, and says so', async () => {
    const book = { form: 'ucs', rows: [ucsRow('990001'), ucsRow('990002', { error_code: '305' })] } as const;
    const first = await run('99502', book);
    const expected = await hospitalState(database.db, '99502');
    await database.db.execute(
      sql`update eclaim_imported_files set reader_version = 0 where id = ${first.fileId}`,
    );
    const failed = await run('99502', book, { force: true, maxBytes: 10 });
    assert.equal(failed.status, 'failed');
    assert.equal(failed.fileId, first.fileId);
    assert.equal(failed.problems.at(-1)?.code, 'earlier_rows_kept');
    assert.deepEqual(await hospitalState(database.db, '99502'), expected);
    const file = await database.db.first<Record<string, unknown>>(
      sql`select status, rows_inserted, reader_version, error_message from eclaim_imported_files where id = ${first.fileId}`,
    );
    assert.deepEqual(
      { ...file },
      {
        status: 'completed',
        rows_inserted: 2,
        reader_version: readerVersion,
        error_message: null,
      },
    );
    const attempts = await database.db.query<{ status: string; forced: boolean }>(
      sql`select status, forced from file_imports where file_id = ${first.fileId} order by id`,
    );
    assert.deepEqual(
      attempts.map(({ status, forced }) => [status, forced]),
      [
        ['completed', false],
        ['failed', true],
      ],
    );
  });

  test('how the bytes came for the first time stays, under whatever name they are read again', async () => {
    const book = { form: 'ucs', rows: [ucsRow('990001')] } as const;
    const first = await run('99503', book);
    const expected = await hospitalState(database.db, '99503');
    const path = room.put('eclaim_99503_OP_25690301_101501885.xls', repTestWorkbook(book));
    const again = await importRepFile(room.parts(database.db), { path, source: 'upload', force: true });
    assert.deepEqual([again.status, again.fileId, again.unchanged], ['completed', first.fileId, 1]);
    assert.deepEqual(await hospitalState(database.db, '99503'), expected);
    const file = await database.db.first<Record<string, unknown>>(
      sql`select filename, source from eclaim_imported_files where id = ${first.fileId}`,
    );
    assert.deepEqual({ ...file }, { filename: nameOf('99503'), source: 'cli' });
  });
});
