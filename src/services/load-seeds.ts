import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Db } from '../db/db.js';
import { compareMasterList } from '../domain/compare-master-list.js';
import { keyOf, type MasterList, masterLists } from '../domain/master-list.js';
import { readMasterList } from '../domain/read-master-list.js';
import type { Log } from '../log/log.js';
import {
  lockMasterList,
  markMasterList,
  masterRows,
  retireMasterRows,
  saveMasterRows,
  seedVersions,
} from '../store/master-data.js';

const seedsFolder = new URL('../../database/seeds/', import.meta.url);

/**
 * Brings the reference data that come with the program into the database: at the first start, and when a newer version
 * of the program has newer lists. One short query where nothing is to do. What an administrator uploaded and the notes of
 * the hospital are never replaced; what a newer list lacks is switched off.
 */
export async function loadSeeds({ db, log }: { readonly db: Db; readonly log?: Log }): Promise<void> {
  const loaded = await seedVersions(db);
  for (const list of masterLists) {
    if ((loaded.get(list.name) ?? 0) >= list.seedVersion) continue;
    const text = await readFile(fileURLToPath(new URL(list.seedFile, seedsFolder)), 'utf8');
    await loadSeed(db, list, text);
    log?.info({ list: list.name, version: list.seedVersion }, 'reference data loaded');
  }
}

/** Exported for its test, which loads other texts than the program's own. */
export async function loadSeed(db: Db, list: MasterList, text: string): Promise<void> {
  const { rows, refused } = readMasterList(list, text);
  const [wrong] = refused;
  if (wrong) throw new RangeError(`${list.seedFile} line ${wrong.line}: ${wrong.problem}`);
  const now = new Date();
  await db.transaction(async (tx) => {
    // Another process may have loaded it while this one waited.
    if ((await lockMasterList(tx, list.name, now)) >= list.seedVersion) return;
    const before = await masterRows(tx, list);
    const key = keyOf(list);
    const uploaded = new Set(
      before.filter(({ origin }) => origin === 'upload').map((row) => String(row[key])),
    );
    const { added, changed, gone } = compareMasterList(list, before, rows, uploaded);
    const replaced = changed.filter(({ before: row }) => row.origin !== 'upload').map(({ after }) => after);
    await saveMasterRows(tx, list, [...added, ...replaced], 'seed', now);
    const retired = gone.map((row) => String(row[key]));
    await retireMasterRows(tx, list, retired, 'seed', now);
    const origin = uploaded.size > 0 ? 'upload' : 'seed';
    await markMasterList(tx, list.name, { seedVersion: list.seedVersion, origin, changedBy: null, now });
  });
}
