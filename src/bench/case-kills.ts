import { createDice } from '../practice/claims/dice.js';
import { caseKills } from '../testing/case-kills.js';
import { databases } from '../testing/databases.js';
import type { Bench, BenchRow } from './bench.js';
import { chosenTargets, type Target, withServer } from './targets.js';

const usualKills = 100;
const rowsOfFile = 2000;

/** A server of the API that is killed with -9 in the middle of creates and imports; `--rows` is how often on each database. */
export const caseKillsBench: Bench = {
  name: 'case-kills',
  async run(say, wanted) {
    const kills = wanted ?? usualKills;
    const rows: BenchRow[] = [];
    for (const target of chosenTargets().filter(({ name }) => name !== 'embedded')) {
      say(`${kills} kills of a server of the API on ${target.name}`);
      rows.push(await withServer(target, () => measure(target, kills)));
    }
    return { title: `creates and imports of a server that is killed ${kills} times`, rows };
  },
};

async function measure({ name }: Target, kills: number): Promise<BenchRow> {
  const database = databases().find((one) => one.name === name);
  if (!database) throw new RangeError(`no database ${name}`);
  const fresh = await database.fresh();
  try {
    const dice = createDice(`bench cases ${name}`);
    const { answered, done, undone, wrong } = await caseKills(fresh, { kills, rows: rowsOfFile, dice });
    const row = { database: name, kills, 'answered before': answered };
    return { ...row, 'done unanswered': done, 'not done': undone, wrong: wrong.length };
  } finally {
    await fresh.close();
  }
}
