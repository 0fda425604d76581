import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase } from './databases.js';
import { noTally, playSchedule, prepareSchedules } from './sync-schedule.js';

/** More where schedules are short; in all more than a thousand. `npm run bench -- sync` plays ten thousand on each. */
const counts = { embedded: 60, postgresql: 500, mysql: 450 } as const;

/**
 * The same schedules at each run (`npm run bench -- sync` plays new ones); SYNC_SEED repeats one that failed
 * (`SYNC_SEED="mysql 20693 17"`), as its message names it.
 */
eachDatabase('random schedules of writers and readers', (database) => {
  test('lose nothing and bring nothing twice', async () => {
    const fileId = await prepareSchedules(database.db);
    const tally = noTally();
    const repeated = process.env.SYNC_SEED;
    const seeds = repeated
      ? [repeated]
      : Array.from({ length: counts[database.name] }, (_, index) => `${database.name} 20693 ${index}`);
    for (const seed of seeds) await playSchedule(database.db, fileId, seed, tally);
    assert.equal(tally.schedules, seeds.length);
    if (repeated) return;
    const often = seeds.length / 10;
    assert.ok(tally.commits > seeds.length && tally.crashes > often && tally.rollbacks > often);
    assert.ok(database.name === 'embedded' || tally.late > often, 'hardly a commit came late');
  });
});
