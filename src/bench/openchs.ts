import { createDice } from '../practice/claims/dice.js';
import { databases } from '../testing/databases.js';
import { type CrashTrial, crashTrial } from '../testing/openchs-crashes.js';
import { type KillSums, openchsKills } from '../testing/openchs-kills.js';
import { openchsProfileNames } from '../upstreams/openchs/openchs-settings.js';
import type { Bench, BenchRow } from './bench.js';
import { chosenTargets, type Target, withServer } from './targets.js';

const usualTrials = 1000;

async function trialsOn(target: Target, count: number, say: (line: string) => void): Promise<CrashTrial[]> {
  const database = databases().find(({ name }) => name === target.name);
  if (!database) throw new RangeError(`no database ${target.name}`);
  const seed = `bench openchs ${target.name}`;
  const fresh = await database.fresh();
  const done: CrashTrial[] = [];
  try {
    const dice = createDice(seed);
    for (let number = 0; number < count; number += 1) {
      const trial = await crashTrial(fresh.db, dice, number);
      done.push(trial);
      if (trial.wrong !== '')
        say(`seed "${seed}", trial ${number}: ${trial.profile}, ${trial.point}: ${trial.wrong}`);
      if (done.length % 100 === 0) say(`${target.name}: ${done.length}/${count}`);
    }
  } finally {
    await fresh.close();
  }
  return done;
}

/** A process that is really killed; of the embedded database only one can have hold. */
async function killsOn(target: Target, count: number, say: (line: string) => void): Promise<BenchRow[]> {
  const database = databases().find(({ name }) => name === target.name);
  if (!database) throw new RangeError(`no database ${target.name}`);
  const fresh = await database.fresh();
  const rows: BenchRow[] = [];
  try {
    for (const [at, profile] of openchsProfileNames.entries()) {
      const dice = createDice(`bench openchs kills ${target.name} ${profile}`);
      const kills = Math.ceil(count / openchsProfileNames.length);
      say(`${kills} kills of a sender to ${profile} on ${target.name}`);
      const options = { kills, dice, hospital: String(97_100 + at) };
      const sums = await openchsKills(fresh.db, fresh.settings, profile, options);
      rows.push(killRow(target.name, sums));
    }
  } finally {
    await fresh.close();
  }
  return rows;
}

const killRow = (database: string, { profile, kills, denials, twice, lost, asked }: KillSums): BenchRow => ({
  database: `${database}, kill -9, ${profile}`,
  trials: denials,
  'ended early': kills,
  'more than one case there': twice,
  'documented, native: not exactly one': profile === 'gateway' ? 0 : twice + lost,
  'gateway: a person is asked': asked,
  wrong: twice + lost,
});

function rowOf(database: string, trials: readonly CrashTrial[]): BenchRow {
  const of = (test: (trial: CrashTrial) => boolean) => trials.filter(test).length;
  return {
    database,
    trials: trials.length,
    'ended early': of(({ crashed }) => crashed),
    'more than one case there': of(({ there }) => there > 1),
    'documented, native: not exactly one': of(({ profile, there }) => profile !== 'gateway' && there !== 1),
    'gateway: a person is asked': of(({ profile, state }) => profile === 'gateway' && state === 'uncertain'),
    wrong: of(({ wrong }) => wrong !== ''),
  };
}

/** The sender of cases ends at random points while the site loses answers; `--rows` is the number on each database. */
export const openchs: Bench = {
  name: 'openchs',
  async run(say, wanted) {
    const count = wanted ?? usualTrials;
    const rows: BenchRow[] = [];
    for (const target of chosenTargets()) {
      if (target.name !== 'embedded')
        rows.push(...(await withServer(target, () => killsOn(target, count, say))));
      say(`${count} senders that end on ${target.name}`);
      rows.push(rowOf(target.name, await withServer(target, () => trialsOn(target, count, say))));
    }
    return { title: `senders to OpenCHS that end at ${count} random points`, rows };
  },
};
