import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { readEnvironment, resolveSettings } from '../config.js';
import { createBus } from '../events/bus.js';
import { type HouseParts, keepHouse } from '../services/keep-house.js';
import { standingKeys } from '../store/alerts.js';
import { changeTranscript, findTranscript, insertTranscript } from '../store/transcripts.js';
import { eachDatabase } from '../testing/databases.js';
import { silentLog } from '../testing/import-parts.js';
import { temporaryFolder } from '../testing/test-server.js';
import { createHousekeeper } from './housekeeper.js';

eachDatabase('housekeeping', (database) => {
  const { folder, remove } = temporaryFolder('house');
  const downloads = path.join(folder, 'downloads');
  const failed: unknown[] = [];
  let number = 0;
  const parts = (): HouseParts => {
    const env = { DOWNLOAD_DIR: downloads, EXPORT_DIR: folder };
    const { config } = resolveSettings(readEnvironment({ env, envFile: null }));
    const log = { ...silentLog(), warn: (fields: object) => void failed.push(fields) };
    const settings = { current: () => Promise.resolve(config) };
    return { config, settings, db: database.db, bus: createBus(), log, now: () => new Date() };
  };
  /** A transcript whose 90 days are over. */
  const oldTranscript = async () => {
    const key = `aud_old${++number}`;
    const at = new Date(Date.now() - 91 * 86_400_000);
    const made = { key, jobId: number, userId: 1, askedBy: 'test', purpose: 'denial', tranId: null } as const;
    const sound = { language: 'th', withTranslation: false, audioKind: 'wav', sizeBytes: 8_044 } as const;
    await insertTranscript(database.db, { ...made, ...sound, service: 'http://ai.test', way: 'poll' }, at);
    await changeTranscript(database.db, key, { state: 'failed', finishedAt: at }, at);
    return key;
  };
  const standing = () => standingKeys(database.db, 'housekeeping/');
  beforeEach(() => {
    failed.length = 0;
  });
  after(remove);

  test('a folder that cannot be read keeps nothing else from being taken away, and is told by its name', async () => {
    const key = await oldTranscript();
    await writeFile(downloads, 'in the place of a folder');
    await keepHouse(parts(), new AbortController().signal);
    assert.equal(await findTranscript(database.db, key), null);
    assert.deepEqual(
      failed.map((fields) => Reflect.get(fields as object, 'step')),
      ['leftovers', 'recordings'],
    );
    assert.deepEqual((await standing()).sort(), ['housekeeping/leftovers', 'housekeeping/recordings']);
    await rm(downloads);
    await keepHouse(parts(), new AbortController().signal);
    assert.deepEqual([failed.length, await standing()], [2, []]);
  });

  test('the first time comes soon after the start, not after an hour', async () => {
    const key = await oldTranscript();
    const keeper = createHousekeeper(parts(), 0);
    keeper.start();
    for (let n = 0; n < 1500 && (await findTranscript(database.db, key)) !== null; n += 1) await pause(10);
    await keeper.stop();
    assert.equal(await findTranscript(database.db, key), null);
  });
});
