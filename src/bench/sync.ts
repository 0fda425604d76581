import { databases } from '../testing/databases.js';
import { noTally, playSchedule, prepareSchedules } from '../testing/sync-schedule.js';
import type { Bench, BenchRow } from './bench.js';
import { chosenTargets, type Target, withServer } from './targets.js';

const usualSchedules = 10_000;

async function playOn(target: Target, count: number, say: (line: string) => void): Promise<BenchRow> {
  const database = databases().find(({ name }) => name === target.name);
  if (!database) throw new RangeError(`no database ${target.name}`);
  const fresh = await database.fresh();
  try {
    const fileId = await prepareSchedules(fresh.db);
    const tally = noTally();
    const wrong: string[] = [];
    const round = Date.now();
    const started = performance.now();
    for (let number = 0; number < count; number += 1) {
      const seed = `${target.name} ${round} ${number}`;
      await playSchedule(fresh.db, fileId, seed, tally).catch((error: unknown) => {
        wrong.push(seed);
        say(error instanceof Error ? error.message : String(error));
      });
      if ((number + 1) % 500 === 0) say(`${target.name}: ${number + 1}/${count}`);
    }
    const { commits, rollbacks, late, pages, crashes } = tally;
    return {
      database: target.name,
      schedules: count,
      wrong: wrong.length,
      ...{ commits, rollbacks, 'late commits': late, pages, crashes },
      minutes: Number(((performance.now() - started) / 60_000).toFixed(1)),
    };
  } finally {
    await fresh.close();
  }
}

/** Random schedules of writers, late commits, rollbacks and readers that crash; `--rows` is their number on each database. */
export const sync: Bench = {
  name: 'sync',
  async run(say, wanted) {
    const count = wanted ?? usualSchedules;
    const rows: BenchRow[] = [];
    for (const target of chosenTargets())
      await withServer(target, async () => {
        rows.push(await playOn(target, count, say));
      });
    return {
      title: `Copies of claims by the change feed against the database: ${count} random schedules on each (SYNC_SEED repeats one)`,
      rows,
    };
  },
};
