import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RepType } from '../practice/rep/rep-type.js';
import { repWorkbook } from '../practice/rep-workbook.js';
import type { Bench, BenchRow } from './bench.js';
import { forkAnswers } from './fork-answer.js';
import { chosenTargets, type Target, withServer } from './targets.js';
import { type FromYear, fromYear } from './year-messages.js';

const usualClaims = 100_000;
const files = 126;
/** Files of a hospital as they alternate, with their share of the claims. */
const kinds: readonly (readonly [type: RepType, share: number])[] = [
  ['OP', 8],
  ['OP', 8],
  ['IP', 2],
  ['OP', 8],
  ['ORF', 2],
  ['OP_APPEAL', 1],
  ['OP', 8],
];
const program = fileURLToPath(new URL('./year-process.js', import.meta.url));
const seconds = (ms: number) => Number((ms / 1000).toFixed(2));

/** Writes the workbooks of a year into the folder: about so many claims. */
function makeYear(folder: string, claims: number): void {
  const shares = Array.from({ length: files }, (_, index) => kinds[index % kinds.length]?.[1] ?? 0);
  const all = shares.reduce((sum, share) => sum + share, 0);
  for (const [index, share] of shares.entries()) {
    const type = kinds[index % kinds.length]?.[0] ?? 'OP';
    const day = new Date(Date.UTC(2025, 9, 1 + Math.floor((index * 365) / files)));
    const made = repWorkbook({
      type,
      rows: Math.max(1, Math.round((claims * share) / all)),
      seed: `year ${index}`,
      sentAt: `${day.toISOString().slice(0, 10)} 20:15:01`,
      repNo: 690_100_000 + index * 100,
      // The rows that an appeal refers to stand in the document before it.
      documents: type === 'OP_APPEAL' ? 1 : 4,
      firstTranId: 100_000_001 + index * 1_000_000,
    });
    writeFileSync(path.join(folder, made.name), made.bytes);
  }
}

async function measure(target: Target, folder: string, env: NodeJS.ProcessEnv): Promise<FromYear> {
  const words = [target.name, path.join(folder, 'year'), path.join(folder, target.name)];
  const [told] = await forkAnswers(program, words, env, fromYear);
  if (!told) throw new Error(`${target.name} told nothing`);
  return told;
}

function rowOf(database: string, told: FromYear): BenchRow {
  return {
    database,
    files: told.files,
    rows: told.rows,
    'total s': seconds(told.total),
    'rows/s': Math.round((told.rows * 1000) / told.total),
    'median file ms': Math.round(told.perFile),
    'median unchanged ms': Math.round(told.unchanged),
    'slowest unchanged ms': Math.round(told.slowestUnchanged),
    'longest gap ms': Math.round(told.longestGap),
    'peak MB': Math.round(told.peakMb),
  };
}

/** A hospital's year, file by file as one command imports it, and the same files again. */
export const importYear: Bench = {
  name: 'year',
  async run(say, wantedClaims) {
    const folder = mkdtempSync(path.join(tmpdir(), 'eclaim-rep-bench-'));
    try {
      mkdirSync(path.join(folder, 'year'));
      say(`writing ${files} workbooks`);
      makeYear(path.join(folder, 'year'), wantedClaims ?? usualClaims);
      const rows: BenchRow[] = [];
      for (const target of chosenTargets()) {
        say(`a year into ${target.name}`);
        rows.push(rowOf(target.name, await withServer(target, (env) => measure(target, folder, env))));
      }
      return { title: `A hospital year: ${files} REP workbooks one after the other`, rows };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
