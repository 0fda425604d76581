import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Queryable } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';
import { createDice, type Dice } from '../practice/claims/dice.js';

const made = z.looseObject({ id: z.number(), case_number: z.string(), external_ref: z.string() });
type Made = z.infer<typeof made>;
const page = z.object({
  data: z.array(z.looseObject({ id: z.number(), external_ref: z.string().nullable() })),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
});
const mostTries = 300;
const fields = { category: 'document', priority: 'medium' };

export interface ManyCreates {
  /** Servers that share one database; each create goes to one of them, its repeats to any. */
  readonly urls: readonly string[];
  readonly key: string;
  readonly count: number;
  /** So many clients are at work at a time. */
  readonly atOnce: number;
  /** Stands before each Idempotency-Key and reference. */
  readonly name: string;
}

export interface CreateTally {
  /** Calls that were answered, broken off, and asked to wait (409, 503). */
  readonly answered: number;
  readonly brokenOff: number;
  readonly waited: number;
  readonly replayed: number;
  /** What is not as it must be, one line each. */
  readonly wrong: readonly string[];
}

interface Client extends ManyCreates {
  readonly dice: Dice;
  readonly sums: { answered: number; brokenOff: number; waited: number; replayed: number };
}

/** One call. Null = broken off before its answer, or asked to wait. */
async function callOnce(client: Client, number: number, breakOff: boolean): Promise<Made | null> {
  const { dice, urls, key, name, sums } = client;
  const mount = dice.pick(['/api/v1', '/helpline/api'] as const);
  const signal = breakOff ? AbortSignal.timeout(dice.int(0, 12)) : AbortSignal.timeout(120_000);
  try {
    const answer = await fetch(`${urls[dice.int(0, urls.length - 1)]}${mount}/cases`, {
      method: 'POST',
      headers: {
        'x-api-key': key,
        'content-type': 'application/json',
        'idempotency-key': `${name} ${number}`,
      },
      body: JSON.stringify({ ...fields, title: `เรื่องที่ ${number}`, external_ref: `${name} ${number}` }),
      signal,
    });
    const body: unknown = await answer.json();
    if (answer.status === 409 || answer.status === 503) {
      sums.waited += 1;
      return null;
    }
    if (answer.status !== 201) throw new Error(`create ${number}: ${answer.status} ${JSON.stringify(body)}`);
    sums.answered += 1;
    if (answer.headers.get('idempotent-replayed') === 'true') sums.replayed += 1;
    return made.parse(body);
  } catch (error) {
    if (!(breakOff && signal.aborted)) throw error;
    sums.brokenOff += 1;
    return null;
  }
}

/** Asks until there is an answer, as a client does that must know. */
async function callUntilMade(client: Client, number: number): Promise<Made> {
  for (let tries = 0; tries < mostTries; tries++) {
    const answer = await callOnce(client, number, false);
    if (answer !== null) return answer;
    await pause(20 + 20 * Math.min(tries, 10));
  }
  throw new Error(`create ${number}: no answer after ${mostTries} tries`);
}

/** A create as clients do it: most once; some twice at a time, some broken off and repeated, some repeated later. */
async function createAs(client: Client, number: number): Promise<readonly Made[]> {
  switch (number % 10) {
    case 0:
      return await Promise.all([callUntilMade(client, number), callUntilMade(client, number)]);
    case 1: {
      const lost = await callOnce(client, number, true);
      return [...(lost === null ? [] : [lost]), await callUntilMade(client, number)];
    }
    case 2:
      return [await callUntilMade(client, number), await callUntilMade(client, number)];
    default:
      return [await callUntilMade(client, number)];
  }
}

/** Makes many cases at once and looks whether each is there exactly once: in answers, tables, events and the feed. */
export async function createMany(db: Queryable, asked: ManyCreates): Promise<CreateTally> {
  const sums = { answered: 0, brokenOff: 0, waited: 0, replayed: 0 };
  const client: Client = { ...asked, dice: createDice(`creates ${asked.name}`), sums };
  const answers: (readonly Made[])[] = [];
  let next = 0;
  const work = async () => {
    while (next < asked.count) {
      const number = next++;
      answers[number] = await createAs(client, number);
    }
  };
  await Promise.all(Array.from({ length: asked.atOnce }, work));
  return { ...sums, wrong: await faultsOf(db, asked, answers) };
}

async function faultsOf(
  db: Queryable,
  asked: ManyCreates,
  answers: readonly (readonly Made[])[],
): Promise<string[]> {
  const { count, name } = asked;
  const wrong: string[] = [];
  const isEqual = (what: string, found: unknown, wanted: unknown) => {
    if (found !== wanted) wrong.push(`${what}: ${String(found)} instead of ${String(wanted)}`);
  };
  for (const [number, same] of answers.entries()) {
    const texts = new Set(same.map((each) => JSON.stringify(each)));
    isEqual(`different answers to create ${number}`, texts.size, 1);
    isEqual(`reference of create ${number}`, same[0]?.external_ref, `${name} ${number}`);
  }
  const firsts = answers.flatMap(([first]) => first ?? []);
  isEqual('ids', new Set(firsts.map(({ id }) => id)).size, count);
  isEqual('case numbers', new Set(firsts.map((each) => each.case_number)).size, count);
  const ours = sql`from cases c where c.external_ref like ${`${name} %`}`;
  const countOf = async (query: Sql) => (await db.first<{ n: number }>(query))?.n;
  isEqual('rows', await countOf(sql`select count(*) as n ${ours}`), count);
  isEqual('numbers of rows', await countOf(sql`select count(distinct c.case_number) as n ${ours}`), count);
  const ids = sql`select c.id ${ours}`;
  const activity = sql`select count(*) as n from case_activity a where a.case_id in (${ids})`;
  isEqual('lines of what became of them', await countOf(activity), count);
  const batches = sql`select c.change_batch ${ours}`;
  const events = sql`select count(*) as n from events e where e.change_batch in (${batches})`;
  isEqual('events', await countOf(events), count);
  const closed = sql`select count(*) as n from change_batches b where b.kind = 'case' and b.batch in (${batches})`;
  isEqual('change batches', await countOf(closed), count);
  const fed = (await readFeed(asked)).filter((each) => each.external_ref?.startsWith(`${name} `) === true);
  isEqual('entries of the feed', fed.length, count);
  isEqual('cases of the feed', new Set(fed.map(({ id }) => id)).size, count);
  return wrong;
}

/** Every change from the beginning, page by page. */
async function readFeed({ urls, key }: ManyCreates): Promise<z.infer<typeof page>['data']> {
  const found: z.infer<typeof page>['data'] = [];
  for (let query = 'updated_since=1970-01-01T00:00:00Z'; ; ) {
    const answer = await fetch(`${urls[0]}/api/v1/cases?limit=1000&${query}`, {
      headers: { 'x-api-key': key },
    });
    const read = page.parse(await answer.json());
    found.push(...read.data);
    if (!read.has_more) return found;
    query = `cursor=${read.next_cursor}`;
  }
}
