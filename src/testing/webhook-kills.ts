import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDb } from '../db/index.js';
import { sql } from '../db/sql.js';
import type { Dice } from '../practice/claims/dice.js';
import type { FreshDatabase } from './databases.js';
import type { WebhookKillTask } from './webhook-kill-child.js';
import { webhookRoom } from './webhook-room.js';

const program = fileURLToPath(new URL('./webhook-kill-child.js', import.meta.url));
const ends = ['a', 'b'] as const;
/** The lease of a message that was being sent ends in a second. */
const killSpeed = 60;
const longestEndMs = 60_000;

export interface WebhookSums {
  readonly kills: number;
  /** Events that were committed, for each endpoint. */
  readonly messages: number;
  readonly lost: number;
  /** Received, although its change was not committed, or with another body than before. */
  readonly invented: number;
  /** Received once more under the same id. */
  readonly repeated: number;
}

interface Receiver {
  readonly url: string;
  /** Bodies by endpoint and webhook-id, in the order in which they came. */
  readonly got: ReadonlyMap<string, readonly string[]>;
  close(): Promise<void>;
}

/** Takes what comes; with dice some are slow, and the first answer to some is lost. */
async function openReceiver(dice: Dice | null): Promise<Receiver> {
  const got = new Map<string, string[]>();
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += String(chunk);
    const key = `${req.url} ${String(req.headers['webhook-id'])}`;
    const known = got.get(key);
    got.set(key, [...(known ?? []), body]);
    if (dice?.chance(30)) await sleep(dice.int(1, 40));
    if (known === undefined && dice?.chance(10)) return void req.socket.destroy();
    res.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listens on a port, not on a pipe
  return {
    url: `http://127.0.0.1:${port}`,
    got,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Child {
  /** It has told so many events, or has ended. */
  told(count: number): Promise<void>;
  /** Resolves with what it complained of. */
  readonly ended: Promise<string>;
  kill(): void;
}

function startChild(task: WebhookKillTask): Child {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => {
    complaint += text.toString();
  });
  let told = '';
  child.stdout.on('data', (text: Buffer) => {
    told += text.toString();
  });
  const ended = new Promise<string>((resolve) => child.once('close', () => resolve(complaint)));
  return {
    ended,
    kill: () => void child.kill('SIGKILL'),
    async told(count) {
      while (told.split('\n').length <= count) {
        const more = new Promise((resolve) => child.stdout.once('data', resolve));
        if ((await Promise.race([more.then(() => null), ended])) !== null) return;
      }
    },
  };
}

/** Waits for children that end by themselves; those that do not are killed. */
async function untilEnd(children: readonly Child[]): Promise<void> {
  const timer = setTimeout(() => {
    for (const child of children) child.kill();
  }, longestEndMs);
  const complaints = await Promise.all(children.map(({ ended }) => ended));
  clearTimeout(timer);
  if (complaints.some((text) => text !== '')) throw new Error(complaints.join('\n'));
}

async function makeEndpoints({ db, settings }: FreshDatabase, url: string): Promise<void> {
  const room = webhookRoom(() => db);
  for (const end of ends) await room.open(`${url}/${end}`);
  // A process of its own opens the embedded database; here nobody may hold it.
  if (settings.type === 'embedded') await db.close();
}

async function sumsOf({ settings }: FreshDatabase, { got }: Receiver, kills: number): Promise<WebhookSums> {
  const db = await openDb(settings);
  try {
    const events = await db.query<{ event_key: string }>(sql`select event_key from events`);
    const wanted = new Set(events.flatMap(({ event_key: key }) => ends.map((end) => `/${end} ${key}`)));
    const isInvented = ([key, bodies]: readonly [string, readonly string[]]) =>
      !wanted.has(key) || bodies.some((body) => body !== bodies[0] || body.includes('taken_back'));
    return {
      kills,
      messages: wanted.size,
      lost: [...wanted].filter((key) => !got.has(key)).length,
      invented: [...got].filter(isInvented).length,
      repeated: [...got.values()].reduce((sum, bodies) => sum + bodies.length - 1, 0),
    };
  } finally {
    await db.close();
  }
}

/** Kills the process that tells and sends, `kills` times at random moments; then one sends what is left. */
export async function webhookKills(
  fresh: FreshDatabase,
  { kills, dice, seed }: { readonly kills: number; readonly dice: Dice; readonly seed: string },
): Promise<WebhookSums> {
  const receiver = await openReceiver(dice);
  const from = Date.now();
  const task = { settings: fresh.settings, from, speed: killSpeed };
  try {
    await makeEndpoints(fresh, receiver.url);
    for (let kill = 0; kill < kills; kill += 1) {
      const child = startChild({
        ...task,
        seed: `${seed} ${kill}`,
        tells: Number.MAX_SAFE_INTEGER,
        total: 0,
      });
      const late = setTimeout(() => child.kill(), longestEndMs);
      // Somewhere in what it does, however long it takes to begin.
      await child.told(dice.int(1, 12));
      await sleep(dice.int(0, 60));
      child.kill();
      const complaint = await child.ended;
      clearTimeout(late);
      if (complaint !== '') throw new Error(complaint);
    }
    await untilEnd([startChild({ ...task, seed, tells: 0, total: 0 })]);
    return await sumsOf(fresh, receiver, kills);
  } finally {
    await receiver.close();
  }
}

/** Several processes tell and send at once, none of which is killed. */
export async function webhooksSideBySide(
  fresh: FreshDatabase,
  { processes, each }: { readonly processes: number; readonly each: number },
): Promise<WebhookSums> {
  const receiver = await openReceiver(null);
  try {
    await makeEndpoints(fresh, receiver.url);
    const clock = { from: Date.now(), speed: 1 };
    const task = { settings: fresh.settings, ...clock, tells: each, total: processes * each };
    const numbers = Array.from({ length: processes }, (_, number) => String(number));
    await untilEnd(numbers.map((seed) => startChild({ ...task, seed })));
    return await sumsOf(fresh, receiver, 0);
  } finally {
    await receiver.close();
  }
}
