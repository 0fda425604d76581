import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExportFormatName } from '../domain/export-column.js';
import type { Bench, BenchRow } from './bench.js';
import { type FromExportServer, fromExportServer } from './export-messages.js';
import { type Target, targets, withServer } from './targets.js';

const usualRows = 1_000_000;
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

async function measure(env: NodeJS.ProcessEnv, target: Target, folder: string, rows: number) {
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
    for (const format of measured) {
      await memory();
      const {
        firstByteMs,
        seconds,
        bytes,
        rows: sent,
      } = await transfer(`${url}/claims/export?format=${format}`, cookie);
      const taken = await memory();
      if (taken.is !== 'memory') throw new Error('the server did not tell its memory');
      results.push({
        database: target.name,
        format,
        rows: sent,
        'first byte ms': Math.round(firstByteMs),
        'rows/s': Math.round(sent / seconds),
        'MB/s': Number((bytes / 1e6 / seconds).toFixed(1)),
        'MB file': Math.round(bytes / 1e6),
        'MB more memory': Math.round(taken.highest - taken.before),
      });
    }
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
      for (const target of targets) {
        say(`${count} claims out of ${target.name}`);
        rows.push(...(await withServer(target, (env) => measure(env, target, folder, count))));
      }
      return {
        title:
          'Export of all claims by HTTP (wanted of CSV on the servers: 50,000 rows/s, first byte < 300 ms, < 50 MB more memory)',
        rows,
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
