import { openDb } from '../db/index.js';
import { newCaseInput } from '../domain/case-input.js';
import { commandLineActor as by } from '../services/actor.js';
import { createCase } from '../services/create-case.js';
import { databases, type FreshDatabase } from '../testing/databases.js';
import { createMany } from '../testing/many-creates.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import type { Bench, BenchRow } from './bench.js';
import { silentLog } from './silent-log.js';
import { chosenTargets, type Target, withServer } from './targets.js';

const usualCreates = 10_000;
const atOnce = 100;
const warmUps = 20;
const turns = 300;
const wantedMore = 15;
const reach = { hospital: null, ownHospital: '99999' };
const minimal = { title: 'ขอเอกสารเพิ่ม', category: 'document', priority: 'medium' };

/** One create, by a way of its own; answers when it is done. */
type Way = (turn: number) => Promise<unknown>;

/** The row and nothing else, with numbers that nobody gives out. */
const bareRow =
  ({ db }: FreshDatabase): Way =>
  async (turn) => {
    const row = {
      ...{ hospital_code: '99998', case_number: `BARE-${turn}`, source: 'api', status: 'open' },
      ...{ ...minimal, version: 1, change_batch: 0 },
    };
    await db.transaction(async (tx) => await tx.insert('cases', row));
  };

/** With its number, its first line of activity, its event and its place in the order of changes. */
const whole =
  ({ db }: FreshDatabase): Way =>
  async () =>
    await createCase(
      { db, now: () => new Date() },
      { input: newCaseInput.parse(minimal), source: 'api', reach, by },
    );

/** The same over the API: HTTP, the check of the key, its limit, and an Idempotency-Key. */
const overApi =
  (app: TestApp, key: string): Way =>
  async (turn) => {
    const answer = await fetch(`${app.url}/api/v1/cases`, {
      method: 'POST',
      headers: { 'x-api-key': key, 'content-type': 'application/json', 'idempotency-key': `one ${turn}` },
      body: JSON.stringify(minimal),
    });
    await answer.arrayBuffer();
    if (answer.status !== 201) throw new Error(`a create was answered ${answer.status}`);
  };

/** Sorted times of each way, the ways in turn, so that all see the same machine. */
async function timesOf(ways: readonly Way[]): Promise<number[][]> {
  const times = ways.map((): number[] => []);
  for (let turn = -warmUps; turn < turns; turn += 1)
    for (const [at, way] of ways.entries()) {
      const started = performance.now();
      await way(turn);
      if (turn >= 0) times[at]?.push(performance.now() - started);
    }
  return times.map((each) => each.sort((a, b) => a - b));
}

async function measure(target: Target, count: number, say: (line: string) => void): Promise<BenchRow[]> {
  const database = databases().find(({ name }) => name === target.name);
  if (!database) throw new RangeError(`no database ${target.name}`);
  const fresh = await database.fresh();
  const env = { HOSPITAL_CODE: '99999' };
  const app = await startTestApp({ db: fresh.db, env, parts: { log: silentLog } });
  const otherDb = fresh.settings.type === 'embedded' ? null : await openDb(fresh.settings);
  const other = otherDb && (await startTestApp({ db: otherDb, env, parts: { log: silentLog } }));
  try {
    const key = await app.key({ ratePerMinute: 100_000 });
    const urls = [app.url, ...(other ? [other.url] : [])];
    const started = performance.now();
    const tally = await createMany(fresh.db, { urls, key, count, atOnce, name: 'many' });
    const seconds = (performance.now() - started) / 1000;
    for (const line of tally.wrong.slice(0, 20)) say(`${target.name}: ${line}`);
    const [bare = [], made = [], asked = []] = await timesOf([
      bareRow(fresh),
      whole(fresh),
      overApi(app, key),
    ]);
    const at = (times: readonly number[], share: number) => times[Math.ceil(times.length * share) - 1] ?? NaN;
    const ms = (number: number) => Number(number.toFixed(1));
    const row: BenchRow = {
      ...{ database: target.name, creates: count, servers: urls.length, wrong: tally.wrong.length },
      ...{ 'broken off': tally.brokenOff, waited: tally.waited, replayed: tally.replayed },
      s: Number(seconds.toFixed(1)),
      'row alone p95 ms': ms(at(bare, 0.95)),
      'with event and batch p95 ms': ms(at(made, 0.95)),
      'over the API p95 ms': ms(at(asked, 0.95)),
      'event, batch: more ms': ms(at(made, 0.95) - at(bare, 0.95)),
      'API: more ms': ms(at(asked, 0.95) - at(made, 0.95)),
    };
    say(Object.values(row).join(' '));
    return [row];
  } finally {
    await other?.close();
    await otherDb?.close();
    await app.close();
    await fresh.close();
  }
}

/** Creates of cases by many clients at once, and what one costs beside its bare row; `--rows` is their number. */
export const caseCreates: Bench = {
  name: 'case-creates',
  async run(say, wanted) {
    const count = wanted ?? usualCreates;
    const rows: BenchRow[] = [];
    for (const target of chosenTargets()) {
      say(`${count} creates on ${target.name}`);
      rows.push(...(await withServer(target, () => measure(target, count, say))));
    }
    return {
      title: `${count} creates by ${atOnce} clients at once (wanted: 0 wrong); one at a time, ${turns} of each (wanted: ${wantedMore} ms more at most)`,
      rows,
    };
  },
};
