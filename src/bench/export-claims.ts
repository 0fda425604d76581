import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ExportFormatName } from '../domain/export-column.js';
import type { Bench, BenchRow } from './bench.js';
import { type FromExportServer, fromExportServer } from './export-messages.js';
import { chosenTargets, type Target, withServer } from './targets.js';

const usualRows = 1_000_000;
/** The embedded database is for fewer claims: a tenth is measured. */
const embeddedShare = 10;
const program = fileURLToPath(new URL('./export-server.js', import.meta.url));
const measured: readonly ExportFormatName[] = ['csv', 'ndjson', 'json', 'xlsx'];

async function heard(child: ChildProcess): Promise<FromExportServer> {
  const [message]: unknown[] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the measured server ended with code ${code}`);
    }),
  ]);
  return fromExportServer.parse(message);
}

interface Transfer {
  readonly firstByteMs: number;
  readonly seconds: number;
  readonly bytes: number;
  readonly rows: number;
}

/** Reads an export to its end and throws it away. */
async function transfer(url: string, cookie: string): Promise<Transfer> {
  const started = performance.now();
  const [answer] = (await once(get(url, { headers: { cookie } }), 'response')) as [IncomingMessage];
  let firstByteMs = Number.NaN;
  let bytes = 0;
  for await (const piece of answer) {
    if (bytes === 0) firstByteMs = performance.now() - started;
    bytes += (piece as Buffer).length;
  }
  const name = answer.headers['content-disposition'] ?? '';
  if (!answer.complete) throw new Error('the transfer was broken off');
  const rows = Number(/_(\d+)_rows/.exec(name)?.[1]);
  return { firstByteMs, seconds: (performance.now() - started) / 1000, bytes, rows };
}

/**
 * Opens a page again and again until it is told to stop; answers the longest wait for one in milliseconds, or what else
 * was answered.
 */
async function visit(url: string, cookie: string, isOver: () => boolean): Promise<number | string> {
  let longest = 0;
  while (!isOver()) {
    const started = performance.now();
    const answer = await fetch(url, { headers: { cookie } });
    await answer.arrayBuffer();
    if (!answer.ok) return `${answer.status} after ${Math.round(performance.now() - started)}`;
    longest = Math.max(longest, performance.now() - started);
    await pause(200);
  }
  return Math.round(longest);
}

function rowOf(target: Target, format: string, { firstByteMs, seconds, bytes, rows }: Transfer): BenchRow {
  return {
    ...{ database: target.name, format, rows },
    'first byte ms': Math.round(firstByteMs),
    'rows/s': Math.round(rows / seconds),
    'MB/s': Number((bytes / 1e6 / seconds).toFixed(1)),
    'MB file': Math.round(bytes / 1e6),
  };
}

/** How long others wait for a page of files while all claims go out. */
async function measureOthers(target: Target, url: string, cookie: string): Promise<BenchRow> {
  let isOver = false;
  const [longest, sent] = await Promise.all([
    visit(`${url}/files`, cookie, () => isOver),
    transfer(`${url}/claims/export?format=csv`, cookie).finally(() => {
      isOver = true;
    }),
  ]);
  return { ...rowOf(target, 'csv, others at work', sent), 'MB more memory': '', 'page ms': longest };
}

async function measure(
  env: NodeJS.ProcessEnv,
  target: Target,
  folder: string,
  rows: number,
  say: (line: string) => void,
): Promise<BenchRow[]> {
  const child = fork(program, [target.name, folder, String(rows)], { env, execArgv: ['--expose-gc'] });
  try {
    const listening = await heard(child);
    if (listening.is !== 'listening') throw new Error('the server did not say that it listens');
    const { url, cookie } = listening;
    const memory = async () => {
      child.send('memory');
      return await heard(child);
    };
    // The first of all reads what the database's cache does not hold yet.
    await transfer(`${url}/claims.csv?scheme=lgo`, cookie);
    const results: BenchRow[] = [];
    const tell = (row: BenchRow) => {
      say(Object.values(row).join(' '));
      results.push(row);
    };
    for (const format of measured) {
      await memory();
      const sent = await transfer(`${url}/claims/export?format=${format}`, cookie);
      const taken = await memory();
      if (taken.is !== 'memory') throw new Error('the server did not tell its memory');
      const more = Math.round(taken.highest - taken.before);
      tell({ ...rowOf(target, format, sent), 'MB more memory': more, 'page ms': '' });
    }
    tell(await measureOthers(target, url, cookie));
    child.send('end');
    await once(child, 'exit');
    return results;
  } finally {
    child.kill();
  }
}

/** Every claim of a database out by HTTP; the reader is a process of its own on the same machine. */
export const exportClaims: Bench = {
  name: 'export',
  async run(say, wantedRows) {
    const folder = mkdtempSync(path.join(tmpdir(), 'eclaim-rep-bench-'));
    const count = wantedRows ?? usualRows;
    try {
      const rows: BenchRow[] = [];
      for (const target of chosenTargets()) {
        const ofTarget = target.name === 'embedded' ? Math.ceil(count / embeddedShare) : count;
        say(`${ofTarget} claims out of ${target.name}`);
        rows.push(...(await withServer(target, (env) => measure(env, target, folder, ofTarget, say))));
      }
      return {
        title:
          'Export of all claims by HTTP, embedded a tenth (wanted of CSV on the servers: 50,000 rows/s, first byte < 300 ms, < 50 MB more memory)',
        rows,
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
