import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDice } from '../practice/claims/dice.js';
import { databases } from '../testing/databases.js';
import { type KillTrials, killTrials } from '../testing/kill-trials.js';
import type { Bench, BenchRow } from './bench.js';
import { chosenTargets, type Target, withServer } from './targets.js';

const usualMoments = 200;

async function killOn(target: Target, count: number, say: (line: string) => void): Promise<KillTrials> {
  const database = databases().find(({ name }) => name === target.name);
  if (!database) throw new RangeError(`no database ${target.name}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'eclaim-rep-bench-'));
  const fresh = await database.fresh();
  // The killed processes open the embedded database themselves; here nobody may hold it.
  if (database.name === 'embedded') await fresh.db.close();
  try {
    const dice = createDice(`bench kill ${target.name}`);
    return await killTrials(
      { settings: fresh.settings, folder },
      { count, kills: 1, from: 0, dice },
      (trial, number) => {
        for (const wrong of trial.wrong) say(`${target.name}, moment ${number}: ${wrong}`);
        if (number % 10 === 0) say(`${target.name}: ${number}/${count}`);
      },
    );
  } finally {
    await fresh.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowOf(database: string, { undisturbedMs, trials }: KillTrials): BenchRow {
  const seconds = (ms: number) => Number((ms / 1000).toFixed(1));
  return {
    database,
    moments: trials.length,
    kills: trials.reduce((sum, { killedAt }) => sum + killedAt.length, 0),
    wrong: trials.filter(({ wrong }) => wrong.length > 0).length,
    'undisturbed s': seconds(undisturbedMs),
    'longest run after a kill s': seconds(Math.max(...trials.map(({ finishMs }) => finishMs))),
  };
}

/** A process that imports, approves and takes out is killed at random moments; `--rows` is their number on each database. */
export const kill: Bench = {
  name: 'kill',
  async run(say, wanted) {
    const count = wanted ?? usualMoments;
    const rows: BenchRow[] = [];
    for (const target of chosenTargets()) {
      say(`${count} kills on ${target.name}`);
      const trials = await withServer(target, () => {
        return killOn(target, count, say);
      });
      rows.push(rowOf(target.name, trials));
    }
    return { title: `kill -9 at ${count} random moments, then the same once more and verify`, rows };
  },
};
