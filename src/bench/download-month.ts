import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, BenchRow } from './bench.js';
import { forkAnswers } from './fork-answer.js';
import { type FromMonth, type FromPractice, fromMonth, fromPractice } from './month-messages.js';
import { chosenTargets, withServer } from './targets.js';

const program = fileURLToPath(new URL('./month-process.js', import.meta.url));
const practiceProgram = fileURLToPath(new URL('./practice-process.js', import.meta.url));
const rounds = 3;
const seconds = (ms: number) => Number((ms / 1000).toFixed(2));
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function withPractice<Result>(work: (practice: FromPractice) => Promise<Result>): Promise<Result> {
  const child = fork(practiceProgram);
  try {
    const [message] = await once(child, 'message');
    return await work(fromPractice.parse(message));
  } finally {
    child.disconnect();
    await once(child, 'exit');
  }
}

type Way = 'disk' | 'portal' | 'fetch_only';

function rowOf(database: string, { disk, portal, fetch_only }: Record<Way, readonly FromMonth[]>): BenchRow {
  const of = (told: readonly FromMonth[]) => median(told.map(({ total }) => total));
  return {
    database,
    files: portal[0]?.files ?? 0,
    rows: portal[0]?.rows ?? 0,
    'fetch alone s': seconds(of(fetch_only)),
    'import from disk s': seconds(of(disk)),
    'fetch and import s': seconds(of(portal)),
    ratio: Number((of(portal) / of(disk)).toFixed(2)),
    'longest gap ms': Math.round(Math.max(...portal.map(({ longestGap }) => longestGap))),
    'peak MB': Math.round(Math.max(...portal.map(({ peakMb }) => peakMb))),
  };
}

/** The month of 400 files: fetched from the practice NHSO and imported, against the import of the same files from disk. */
export const downloadMonth: Bench = {
  name: 'month',
  run: (say) =>
    withPractice(async (practice) => {
      const root = mkdtempSync(path.join(tmpdir(), 'eclaim-rep-bench-'));
      const rows: BenchRow[] = [];
      try {
        for (const target of chosenTargets()) {
          const told: Record<Way, FromMonth[]> = { disk: [], portal: [], fetch_only: [] };
          await withServer(target, async (env) => {
            const measure = async (way: Way, folder: string) => {
              const words = [target.name, way, folder, practice.url, practice.busyMonth];
              told[way].push(...(await forkAnswers(program, words, env, fromMonth)));
            };
            for (let round = 0; round < rounds; round++) {
              say(`${practice.files} files into ${target.name}, round ${round + 1} of ${rounds}`);
              const [year = '', month = ''] = practice.busyMonth.split('-');
              const fetched = path.join(root, `${target.name}-${round}`);
              await measure('fetch_only', fetched);
              await measure('disk', path.join(fetched, 'ucs', `${Number(year) + 543}-${month}`));
              await measure('portal', path.join(root, `${target.name}-${round}-both`));
            }
          });
          rows.push(rowOf(target.name, told));
        }
      } finally {
        rmSync(root, { recursive: true, force: true });
      }
      return { title: `${practice.files} files of a month: fetched and imported, against the disk`, rows };
    }),
};
