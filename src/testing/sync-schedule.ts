/** Random schedules of writers and readers of the change feed, each of which its seed repeats. */
import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import { createDice, type Dice } from '../practice/claims/dice.js';
import type { FeedStart } from '../store/change-feed.js';
import { insertFile } from './sample-rows.js';
import { boundary, createSyncClient, type SyncClient } from './sync-client.js';
import { drawChange, type SyncWriter, startWriter } from './sync-writer.js';
import { createTimeClient } from './time-client.js';

/** As imports have it: one writer of a hospital at a time, several hospitals side by side. */
const hospitals = ['99990', '99991', '99992'] as const;
const everything: FeedStart = { since: '1970-01-01 00:00:00.000000' };
const pageSizes = [1, 2, 3, 7, 20, 100] as const;
/** What is left in the end is read in few pages. */
const lastSizes = [7, 20, 100] as const;

export interface Tally {
  schedules: number;
  commits: number;
  rollbacks: number;
  /** Commits of transactions that others overtook. */
  late: number;
  pages: number;
  crashes: number;
}

export const noTally = (): Tally => ({
  schedules: 0,
  commits: 0,
  rollbacks: 0,
  late: 0,
  pages: 0,
  crashes: 0,
});

/** Makes a fresh database ready; answers the file that claims are of. */
export async function prepareSchedules(db: Db): Promise<number> {
  const fileId = await insertFile(db, { filename: 'eclaim_99990_OP_25690105_090000001.xls' });
  for (const hospital of hospitals)
    await db.insert('claim_current', {
      ...{ hospital_code: hospital, tran_id: boundary, item_kind: 'opip', item_id: 1, file_id: fileId },
      ...{ kind: 'OP', scheme: 'UCS', file_type: 'OP' },
    });
  return fileId;
}

async function serverCopy(db: Db): Promise<Map<string, string>> {
  const rows = await db.query<{ hospital_code: string; tran_id: string; rep_no: string }>(
    sql`select hospital_code, tran_id, rep_no from claim_current where tran_id <> ${boundary}`,
  );
  return new Map(rows.map((row) => [`${row.hospital_code} ${row.tran_id}`, row.rep_no]));
}

async function clear(db: Db): Promise<void> {
  await db.execute(sql`delete from claim_current where tran_id <> ${boundary}`);
  await db.execute(sql`delete from tombstones`);
  await db.execute(sql`delete from change_batches where kind = 'claim' and batch <> 0`);
}

interface Run {
  readonly db: Db;
  readonly fileId: number;
  readonly dice: Dice;
  readonly tally: Tally;
  readonly clients: readonly { readonly client: SyncClient; readonly crashes: boolean }[];
  open: { readonly writer: SyncWriter; readonly overtaken: number }[];
  overtaken: number;
}

async function begin(run: Run): Promise<void> {
  const { db, dice } = run;
  const free = hospitals.filter((one) => run.open.every(({ writer }) => writer.hospital !== one));
  const [first, ...others] = free;
  if (first === undefined) return;
  const change = drawChange(dice, dice.pick([first, ...others]));
  const stops = !db.dialect.singleConnection && dice.chance(70);
  // The clock is held: who is not stopped would wait for who holds it, and the schedule for both.
  if (!stops && run.open.some(({ writer }) => writer.state() === 'closed')) return;
  const writer = await startWriter(db, run.fileId, change, stops);
  if (writer.state() === 'over') ended(run, writer);
  else run.open.push({ writer, overtaken: run.overtaken });
}

function ended({ tally }: Run, writer: SyncWriter): void {
  if (writer.rolledBack()) tally.rollbacks += 1;
  else tally.commits += 1;
}

/** One of the open transactions goes on; of two that would take a number one waits until the other has committed. */
async function goOn(run: Run): Promise<void> {
  const holder = run.open.find(({ writer }) => writer.state() === 'closed');
  const [first, ...others] = run.open.filter(
    (one) => holder === undefined || one === holder || one.writer.state() === 'closed',
  );
  if (first === undefined) return;
  const one = run.dice.pick([first, ...others]);
  await one.writer.step();
  if (one.writer.state() !== 'over') return;
  run.open = run.open.filter((other) => other !== one);
  ended(run, one.writer);
  if (one.overtaken < run.overtaken) run.tally.late += 1;
  run.overtaken += 1;
}

async function read(run: Run): Promise<void> {
  const { dice, tally, clients } = run;
  const [first, ...others] = clients;
  if (first === undefined) return;
  const { client, crashes } = dice.pick([first, ...others]);
  if (client.asksByTime() && run.open.some(({ writer }) => writer.state() === 'closed')) return;
  await client.readPage(dice.pick(pageSizes));
  tally.pages += 1;
  if (crashes && dice.chance(30)) {
    client.crash();
    tally.crashes += 1;
  } else if (dice.chance(50)) client.save();
}

function differenceOf(
  client: ReadonlyMap<string, string>,
  server: ReadonlyMap<string, string>,
): string | null {
  for (const [key, word] of server)
    if (client.get(key) !== word) return `${key} is ${word}, the client has ${client.get(key) ?? 'nothing'}`;
  for (const key of client.keys()) if (!server.has(key)) return `${key} is gone, the client has it`;
  return null;
}

async function clientsOf(db: Db, dice: Dice): Promise<Run['clients']> {
  const make = () => createSyncClient(db, everything, new Map());
  const steady = { client: make(), crashes: false };
  const crashing = { client: make(), crashes: true };
  // Some begin with all that is there, the others when it has changed already.
  if (dice.chance(50)) while (await steady.client.readPage(1000));
  const byTime = createTimeClient(db, dice, dice.pick(['browse', 'feed'] as const));
  return [steady, crashing, { client: byTime, crashes: dice.chance(50) }];
}

/** Plays one schedule. Throws with its seed where a client's copy is not the server's afterwards. */
export async function playSchedule(db: Db, fileId: number, seed: string, tally: Tally): Promise<void> {
  const dice = createDice(seed);
  try {
    await clear(db);
    for (let first = dice.int(0, 2); first > 0; first--)
      await startWriter(db, fileId, { ...drawChange(dice, dice.pick(hospitals)), rollsBack: false }, false);
    const run: Run = { db, fileId, dice, tally, clients: await clientsOf(db, dice), open: [], overtaken: 0 };
    for (let steps = dice.int(8, 18); steps > 0; steps--)
      await dice.pick([begin, begin, goOn, goOn, read, read, read])(run);
    while (run.open.length > 0) await goOn(run);
    const server = await serverCopy(db);
    for (const { client } of run.clients) {
      // By pages, without a crash: nothing may come twice, and all of it must have come at the end. Twice, for who was in
      // the middle of an answer gets what changed on its first pages by the next one.
      for (let answers = 0; answers < 2; answers++)
        for (let pages = 0; await client.readPage(dice.pick(lastSizes)); pages++)
          if (pages > 2000) throw new Error('the pages have no end');
      const difference = differenceOf(client.copy(), server);
      if (difference) throw new Error(difference);
    }
    tally.schedules += 1;
  } catch (error) {
    throw new Error(`schedule ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
