import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { OpenedDb } from '../db/dialect.js';
import { openDb } from '../db/index.js';
import { sql } from '../db/sql.js';
import type { Dice } from '../practice/claims/dice.js';
import { commandLineActor } from '../services/actor.js';
import { makeApiKey } from '../services/make-api-key.js';
import type { CaseKillTask } from './case-kill-child.js';
import type { FreshDatabase } from './databases.js';

const program = fileURLToPath(new URL('./case-kill-child.js', import.meta.url));
/** The lease of a call that was running has ended by the clock of the next server. */
const leapMs = 61_000;
const longestCallMs = 60_000;

export interface CaseKillSums {
  readonly kills: number;
  /** Calls that were answered before the kill; of those that were not, how many were done all the same. */
  readonly answered: number;
  readonly done: number;
  readonly undone: number;
  /** What is not as it must be, one line each. */
  readonly wrong: readonly string[];
}

interface Server {
  readonly url: string;
  kill(): Promise<void>;
}

async function startServer(task: CaseKillTask): Promise<Server> {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => {
    complaint += text.toString();
  });
  const ended = once(child, 'close');
  const late = setTimeout(() => child.kill('SIGKILL'), longestCallMs);
  const told = once(createInterface({ input: child.stdout }), 'line');
  const url = await Promise.race([told.then(([line]) => String(line)), ended.then(() => null)]);
  clearTimeout(late);
  if (url === null) throw new Error(`the server to be killed did not start: ${complaint}`);
  return {
    url,
    async kill() {
      child.kill('SIGKILL');
      await ended;
      if (complaint !== '') throw new Error(complaint);
    },
  };
}

/** The same call as often as it is sent: one case, or the rows of a file. */
interface Call {
  readonly name: string;
  readonly rows: number;
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

const caseCall = (name: string): Call => ({
  ...{ name, rows: 1, path: '/api/v1/cases', type: 'application/json' },
  body: JSON.stringify({ title: 'ขอเอกสารเพิ่ม', category: 'document', priority: 'low', external_ref: name }),
});
const importCall = (name: string, rows: number): Call => ({
  ...{ name, rows, path: '/api/v1/cases/import', type: 'text/csv' },
  body: `title,category,external_ref\n${`ขอเอกสารเพิ่ม,document,${name}\n`.repeat(rows)}`,
});

const answers = z.union([z.looseObject({ imported: z.number() }), z.looseObject({ id: z.number() })]);

/** What was answered; null = the server was gone before. */
async function send(url: string, key: string, call: Call): Promise<object | null> {
  const headers = { 'x-api-key': key, 'content-type': call.type, 'idempotency-key': call.name };
  const signal = AbortSignal.timeout(longestCallMs);
  let answer: Response;
  let body: unknown;
  try {
    answer = await fetch(`${url}${call.path}`, { method: 'POST', headers, body: call.body, signal });
    body = await answer.json();
  } catch (error) {
    // undici's words for a connection that broke; anything else is a fault of the test.
    if (error instanceof TypeError) return null;
    throw error;
  }
  if (answer.status >= 300) throw new Error(`${call.name}: ${answer.status} ${JSON.stringify(body)}`);
  return answers.parse(body);
}

async function stored(db: OpenedDb, { name }: Call): Promise<number> {
  const row = await db.first<{ n: number }>(
    sql`select count(*) as n from cases where external_ref = ${name}`,
  );
  return row?.n ?? 0;
}

interface Trial {
  readonly db: OpenedDb;
  readonly key: string;
  readonly dice: Dice;
  readonly sums: { answered: number; done: number; undone: number; wrong: string[] };
}

/** Sends both calls and kills the server while they run; answers what came back. */
async function callAndKill(
  { key, dice }: Trial,
  server: Server,
  calls: readonly Call[],
): Promise<readonly (object | null)[]> {
  const sent = calls.map(async (call, index) => {
    // The short one begins anywhere within the long one.
    if (index > 0) await sleep(dice.int(0, 250));
    return await send(server.url, key, call);
  });
  await sleep(dice.int(5, 300));
  await server.kill();
  return await Promise.all(sent);
}

/** What the next server makes of the same calls. */
async function repeat(
  { db, key, sums }: Trial,
  server: Server,
  calls: readonly Call[],
  first: readonly (object | null)[],
): Promise<void> {
  for (const [index, call] of calls.entries()) {
    const before = await stored(db, call);
    if (before !== 0 && before !== call.rows) sums.wrong.push(`${call.name}: ${before} of ${call.rows} rows`);
    const answered = first[index] ?? null;
    if (answered !== null) sums.answered += 1;
    else if (before > 0) sums.done += 1;
    else sums.undone += 1;
    const again = await send(server.url, key, call);
    if (answered !== null && JSON.stringify(again) !== JSON.stringify(answered))
      sums.wrong.push(`${call.name}: another answer`);
    const after = await stored(db, call);
    if (after !== call.rows) sums.wrong.push(`${call.name}: ${after} rows after the repeat`);
  }
}

/**
 * Kills a server `kills` times in the middle of a create and of an import of a CSV; the next one is sent the same calls
 * under the same Idempotency-Keys.
 */
export async function caseKills(
  { db, settings }: FreshDatabase,
  { kills, rows, dice }: { readonly kills: number; readonly rows: number; readonly dice: Dice },
): Promise<CaseKillSums> {
  const folder = mkdtempSync(path.join(tmpdir(), 'eclaim-rep-kills-'));
  const asked = { name: 'HIS', scopes: ['cases:write', 'imports:write'] as const, ratePerMinute: 100_000 };
  const made = { db, now: () => new Date() };
  const { key } = await makeApiKey(made, { ...asked, scopes: [...asked.scopes] }, commandLineActor);
  // A process of its own opens the embedded database; a server has room for both.
  if (settings.type === 'embedded') throw new RangeError('the embedded database has one process');
  const watching = await openDb({ ...settings, poolMax: 1 });
  const sums = { answered: 0, done: 0, undone: 0, wrong: [] as string[] };
  const trial = { db: watching, key, dice, sums };
  const start = (kill: number) => startServer({ settings, folder, ahead: kill * leapMs });
  let server = await start(0);
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const calls = [importCall(`import ${kill}`, rows), caseCall(`case ${kill}`)];
      const first = await callAndKill(trial, server, calls);
      server = await start(kill + 1);
      await repeat(trial, server, calls, first);
    }
    return { kills, ...sums };
  } finally {
    await server.kill();
    await watching.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
