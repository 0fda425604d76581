import { createDice } from '../practice/claims/dice.js';
import { databases } from '../testing/databases.js';
import { webhookKills } from '../testing/webhook-kills.js';
import type { Bench, BenchRow } from './bench.js';
import { chosenTargets, type Target, withServer } from './targets.js';

const usualKills = 200;

/** A sender of webhooks that is killed with -9 at random moments; `--rows` is how often on each database. */
export const webhookKillsBench: Bench = {
  name: 'webhook-kills',
  async run(say, wanted) {
    const kills = wanted ?? usualKills;
    const rows: BenchRow[] = [];
    for (const target of chosenTargets()) {
      say(`${kills} kills of a sender of webhooks on ${target.name}`);
      rows.push(await withServer(target, () => measure(target, kills)));
    }
    return { title: `webhooks of a process that is killed ${kills} times`, rows };
  },
};

async function measure({ name }: Target, kills: number): Promise<BenchRow> {
  const database = databases().find((one) => one.name === name);
  if (!database) throw new RangeError(`no database ${name}`);
  const seed = `bench webhooks ${name}`;
  const fresh = await database.fresh();
  try {
    const sums = await webhookKills(fresh, { kills, dice: createDice(seed), seed });
    return {
      database: name,
      kills,
      messages: sums.messages,
      lost: sums.lost,
      'without a committed change': sums.invented,
      'came once more': sums.repeated,
    };
  } finally {
    await fresh.close();
  }
}
