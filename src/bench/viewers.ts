import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { Bench, BenchRow } from './bench.js';
import { targets, withServer } from './targets.js';
import { fromServer, fromViewers } from './viewers-messages.js';

const usualViewers = 1000;
const linesPerSecond = 100;
const seconds = 20;
const patienceMs = 120_000;

const programOf = (name: string) => fileURLToPath(new URL(`./${name}.js`, import.meta.url));

/** The next message of a child; throws where it ends before. */
async function messageOf<Message>(child: ChildProcess, schema: z.ZodType<Message>): Promise<Message> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patienceMs);
  try {
    const ended = once(child, 'exit', stop).then(([code]) => {
      throw new Error(`a measuring process ended with code ${code}`);
    });
    const [message]: unknown[] = await Promise.race([once(child, 'message', stop), ended]);
    return schema.parse(message);
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

async function measure(env: NodeJS.ProcessEnv, count: number, folder: string): Promise<BenchRow> {
  const children: ChildProcess[] = [];
  const start = (name: string, ...words: string[]) => {
    const child = fork(programOf(name), words, { env });
    children.push(child);
    return child;
  };
  try {
    const server = start('viewers-server', folder, String(seconds), String(linesPerSecond));
    const listening = await messageOf(server, fromServer);
    if (listening.is !== 'listening') throw new Error('the server did not say that it listens');
    const clients = start('viewers-clients', listening.url, listening.cookie, String(count));
    await messageOf(clients, fromViewers);
    server.send('write');
    const written = await messageOf(server, fromServer);
    if (written.is !== 'written') throw new Error('the server did not say what it wrote');
    clients.send({ first: written.first, last: written.last });
    const seen = await messageOf(clients, fromViewers);
    if (seen.is !== 'seen') throw new Error('the viewers did not say what they saw');
    server.send('end');
    await once(server, 'exit');
    return {
      viewers: count,
      'lines/s': Math.round((written.last - written.first + 1) / written.seconds),
      delivered: seen.delivered,
      lost: seen.lost,
      'p50 ms': seen.p50,
      'p99 ms': seen.p99,
      'highest ms': seen.highest,
      'MB idle': written.idleMb,
      'MB highest': written.highestMb,
      'cores used': Number(written.cpu.toFixed(2)),
    };
  } finally {
    for (const child of children) child.kill();
  }
}

/** Many look at the live log while it is written to; the viewers are a process of their own on the same machine. */
export const viewers: Bench = {
  name: 'viewers',
  async run(say, wanted) {
    const folder = mkdtempSync(path.join(tmpdir(), 'eclaim-rep-bench-'));
    // The embedded database has its memory in the server's process; here the server alone is measured.
    const target = targets[1];
    try {
      const rows: BenchRow[] = [];
      for (const count of wanted === null ? [100, usualViewers] : [wanted]) {
        say(`${count} viewers for ${seconds} s`);
        rows.push(await withServer(target, (env) => measure(env, count, folder)));
      }
      return {
        title: `/logs/stream at ${linesPerSecond} lines a second for ${seconds} s (wanted with 1,000 viewers: nothing lost, p99 < 100 ms, < 300 MB)`,
        rows,
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
