import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { sql } from '../db/sql.js';
import { hospitalState } from '../testing/claim-state.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { keepingWatch } from '../testing/portal/job-watch.js';
import { repTestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { commandLineActor } from './actor.js';
import { importRepFile } from './import-rep-file.js';
import { keptWorkbookPath } from './keep-workbook.js';
import { hasFilesToReread, rereadKeptFiles } from './reread-kept-files.js';
import { undoFile } from './undo-file.js';

eachDatabase('files of an older version', (database) => {
  const room = importRoom();
  after(() => room.remove());
  const hospital = '99521';
  const parts = () => room.parts(database.db);

  async function take(day: string, ...tranIds: readonly string[]): Promise<number> {
    const bytes = repTestWorkbook({ form: 'ucs', rows: tranIds.map((tranId) => ucsRow(tranId)) });
    const path = room.put(`eclaim_${hospital}_OP_${day}_201501885.xls`, bytes);
    const { fileId } = await importRepFile(parts(), { path, source: 'upload' });
    assert.ok(fileId);
    return fileId;
  }
  const placeOf = async (fileId: number) => {
    const file = await database.db.first<{ stored_path: string }>(
      sql`select stored_path from eclaim_imported_files where id = ${fileId}`,
    );
    return keptWorkbookPath(parts().downloadDir, file?.stored_path ?? '');
  };

  test('are read again once, each by itself; what was taken out stays out, what cannot be read keeps its rows', async () => {
    const stored = await take('25690105', '990001');
    const undone = await take('25690106', '990002');
    const lost = await take('25690107', '990003');
    await undoFile(parts(), { fileId: undone, by: commandLineActor, reason: null });
    const expected = await hospitalState(database.db, hospital);
    assert.equal(await hasFilesToReread(parts()), false);
    await database.db.execute(sql`update eclaim_imported_files set reader_version = 0`);
    // What the older layouts made of a row.
    await database.db.execute(
      sql`update claim_rep_opip_nhso_item set row_hash = 'old', claimed = ${'1.00'} where file_id = ${stored}`,
    );
    rmSync(await placeOf(lost));
    assert.equal(await hasFilesToReread(parts()), true);

    const watch = keepingWatch();
    await rereadKeptFiles(parts(), watch, null);
    assert.deepEqual(await hospitalState(database.db, hospital), expected);
    const [unit] = watch.units;
    assert.deepEqual(
      [unit?.state, unit?.listed, unit?.imported, unit?.failed, unit?.problems.map(({ code }) => code)],
      ['incomplete', 2, 1, 1, ['file_not_found']],
    );
    assert.equal(await hasFilesToReread(parts()), false);
    const again = keepingWatch();
    await rereadKeptFiles(parts(), again, null);
    assert.equal(again.units[0]?.listed, 0);
  });

  test('that are quarantined are tried as well, and come in where the form is known now', async () => {
    const fileId = await take('25690108', '990004');
    const expected = await hospitalState(database.db, hospital);
    // As if the version before had not known the form.
    await undoFile(parts(), { fileId, by: commandLineActor, reason: null });
    await database.db.execute(
      sql`update eclaim_imported_files set status = 'quarantined', reader_version = 0 where id = ${fileId}`,
    );
    const watch = keepingWatch();
    await rereadKeptFiles(parts(), watch, null);
    assert.deepEqual([watch.units[0]?.imported, watch.units[0]?.failed], [1, 0]);
    assert.deepEqual(await hospitalState(database.db, hospital), expected);
  });
});
