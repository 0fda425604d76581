import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Db } from '../db/db.js';
import { databaseEnvironment } from '../testing/database-environment.js';
import { databases } from '../testing/databases.js';
import { freePort } from '../testing/test-server.js';
import type { Bench, BenchRow } from './bench.js';
import { chosenTargets, type Target, withServer } from './targets.js';

const usualJobs = 10_000;
const eventsOfJob = 20;
const waiting = 20;
const rounds = 3;
const patienceMs = 60_000;
const program = fileURLToPath(new URL('../cli.js', import.meta.url));

/** Old jobs of a year with what they said, and some that wait for the evening. */
async function fill(db: Db, count: number): Promise<void> {
  const hour = 3_600_000;
  const now = Date.now();
  const columns = ['job_key', 'type', 'params', 'status', 'priority', 'attempts', 'max_attempts', 'run_at'];
  const jobs = Array.from({ length: count + waiting }, (_, index) => {
    const ended = index < count;
    const at = new Date(ended ? now - (count - index) * hour * 0.8 : now + 12 * hour);
    const params = JSON.stringify({ from: '2569-01', to: '2569-03', schemes: ['ucs'], import: true });
    const status = ended ? 'completed' : 'queued';
    return [
      `job_old_${index}`,
      'download_rep',
      params,
      status,
      0,
      ended ? 1 : 0,
      5,
      at,
      at,
      at,
      ended ? at : null,
    ];
  });
  await db.bulkInsert('jobs', [...columns, 'created_at', 'updated_at', 'finished_at'], jobs);
  const words = JSON.stringify({ en: 'rep/ucs/2569-01: NHSO lists 12 files, 0 are to be fetched' });
  const events = jobs
    .slice(0, count)
    .flatMap((_, index) =>
      Array.from({ length: eventsOfJob }, () => [
        new Date(now),
        'info',
        'job',
        index + 1,
        'สปสช. มี 12 ไฟล์',
        words,
      ]),
    );
  await db.bulkInsert('job_events', ['at', 'level', 'source', 'job_id', 'message', 'details'], events);
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200;
  } catch (error) {
    // Nobody listens yet.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Milliseconds from the start of the program until it answers that it is ready. */
async function startOnce(env: NodeJS.ProcessEnv): Promise<number> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, [program, 'serve'], {
    env: { ...env, PORT: String(port) },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  try {
    for (;;) {
      if (await isReady(port)) return performance.now() - started;
      if (child.exitCode !== null || performance.now() - started > patienceMs)
        throw new Error('the server did not become ready');
      await sleep(10);
    }
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function measure(target: Target, count: number): Promise<BenchRow> {
  const database = databases().find(({ name }) => name === target.name);
  if (!database) throw new RangeError(`no database ${target.name}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'eclaim-rep-bench-'));
  const fresh = await database.fresh();
  try {
    const env = {
      PATH: process.env.PATH,
      ...databaseEnvironment(fresh.settings),
      ...(fresh.settings.type === 'embedded' ? {} : { DATA_DIR: path.join(folder, 'data') }),
      DOWNLOAD_DIR: path.join(folder, 'downloads'),
      LOG_DIR: path.join(folder, 'logs'),
      SECRET_KEY: 'k'.repeat(64),
    };
    const isEmbedded = fresh.settings.type === 'embedded';
    if (!isEmbedded) {
      const empty = await startOnce(env);
      await fill(fresh.db, count);
      return rowOf(target, count, empty, await startTimes(env));
    }
    await fill(fresh.db, count);
    await fresh.db.close();
    return rowOf(target, count, null, await startTimes(env));
  } finally {
    await fresh.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startTimes(env: NodeJS.ProcessEnv): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await startOnce(env));
  return times.sort((a, b) => a - b);
}

function rowOf({ name }: Target, jobs: number, empty: number | null, times: readonly number[]): BenchRow {
  const seconds = (ms: number) => Number((ms / 1000).toFixed(2));
  return {
    database: name,
    'old jobs': jobs,
    'events of them': jobs * eventsOfJob,
    'ready without jobs s': empty === null ? '' : seconds(empty),
    'ready s': seconds(times[Math.floor(times.length / 2)] ?? Number.NaN),
    'slowest s': seconds(times.at(-1) ?? Number.NaN),
  };
}

/** The server started again with ten thousand old jobs: until it says that it is ready. */
export const restart: Bench = {
  name: 'restart',
  async run(say, wanted) {
    const rows: BenchRow[] = [];
    for (const target of chosenTargets()) {
      say(`restart on ${target.name}`);
      rows.push(
        await withServer(target, () => {
          return measure(target, wanted ?? usualJobs);
        }),
      );
    }
    return { title: `Restart with ${wanted ?? usualJobs} old jobs`, rows };
  },
};
