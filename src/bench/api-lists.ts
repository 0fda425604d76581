import { z } from 'zod';
import { sql } from '../db/sql.js';
import { writeCursor } from '../domain/list-cursor.js';
import { databases } from '../testing/databases.js';
import { startTestApp } from '../testing/test-app.js';
import type { Bench, BenchRow } from './bench.js';
import { manyClaimsNow, writeManyClaims } from './many-claims.js';
import { silentLog } from './silent-log.js';
import { chosenTargets, type Target, withServer } from './targets.js';

const usualRows = 1_000_000;
/** The embedded database is for smaller hospitals. */
const embeddedShare = 10;
const warmUps = 5;
const turns = 60;
const limit = 100;
const goal = 50;

const page = z.looseObject({ data: z.array(z.unknown()), next_cursor: z.string().nullable() });

/** The content of a cursor, to make one of another place. */
const content = z.looseObject({ h: z.string(), f: z.string().optional() });
const contentOf = (cursor: string) =>
  content.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));

async function measure(target: Target, rows: number, say: (line: string) => void): Promise<BenchRow[]> {
  const database = databases().find(({ name }) => name === target.name);
  if (!database) throw new RangeError(`no database ${target.name}`);
  const fresh = await database.fresh();
  await writeManyClaims(fresh.db, rows, (done) => {
    if (done % 100_000 === 0) say(`${target.name}: ${done} claims`);
  });
  const app = await startTestApp({ db: fresh.db, parts: { log: silentLog, now: () => manyClaimsNow } });
  try {
    const key = await app.key({ scopes: ['claims:read'], ratePerMinute: 100_000 });
    const get = async (path: string) =>
      page.parse(await (await fetch(`${app.url}/api/v1${path}`, { headers: { 'x-api-key': key } })).json());
    const placeAt = async (share: number, order: 'asc' | 'desc') => {
      const offset = Math.max(0, Math.floor(rows * share) - limit);
      const by = order === 'asc' ? sql`b.no, c.id` : sql`c.id desc`;
      return fresh.db.first<{ id: number; no: number }>(sql`select c.id, b.no from claim_current c
        join change_batches b on b.batch = c.change_batch and b.kind = 'claim' order by ${by} limit 1 offset ${offset}`);
    };
    const all = 'updated_since=1970-01-01T00:00:00Z';
    const [browsed, synced] = [
      await get(`/claims?limit=${limit}`),
      await get(`/claims?${all}&limit=${limit}`),
    ];
    const [inBrowse, inSync] = [contentOf(browsed.next_cursor ?? ''), contentOf(synced.next_cursor ?? '')];
    const cursors: [string, string][] = [];
    for (const [name, share] of [
      ['middle', 0.5],
      ['last', 1],
    ] as const) {
      const [down, up] = [await placeAt(share, 'desc'), await placeAt(share, 'asc')];
      const browse = writeCursor({ mode: 'browse', id: down?.id ?? 0, covered: null }, inBrowse.h);
      const place = { no: up?.no ?? 0, id: up?.id ?? 0, begun: 0 };
      const sync = writeCursor({ mode: 'sync', feed: inSync.f ?? '', place }, inSync.h);
      cursors.push([`browse, ${name}`, `cursor=${browse}`], [`sync, ${name}`, `cursor=${sync}`]);
    }
    const end = (await get(`/claims?limit=${limit}&${cursors.at(-1)?.[1]}`)).next_cursor;
    const asked = [
      ['browse, first', ''],
      ['sync, first', all],
      ...cursors,
      ['sync, nothing new', `cursor=${end}`],
      ['browse, filtered', 'scheme=ucs&status=denied&fiscal_year=2568'],
    ] as const;
    const found: BenchRow[] = [];
    for (const [name, query] of asked) {
      const times: number[] = [];
      let got = 0;
      for (let turn = -warmUps; turn < turns; turn += 1) {
        const started = performance.now();
        got = (await get(`/claims?limit=${limit}&${query}`)).data.length;
        if (turn >= 0) times.push(performance.now() - started);
      }
      const ordered = times.toSorted((a, b) => a - b);
      const at = (share: number) => Number((ordered[Math.ceil(ordered.length * share) - 1] ?? 0).toFixed(1));
      found.push({
        database: target.name,
        claims: rows,
        page: name,
        rows: got,
        'p50 ms': at(0.5),
        'p95 ms': at(0.95),
        'wanted ms': goal,
      });
      say(`${target.name}: ${name} p95 ${at(0.95)} ms`);
    }
    return found;
  } finally {
    await app.close();
    await fresh.close();
  }
}

/** Pages of 100 of `GET /api/v1/claims`, from the first to the last, in both modes; `--rows` is the number of claims. */
export const apiLists: Bench = {
  name: 'api-lists',
  async run(say, wanted) {
    const count = wanted ?? usualRows;
    const rows: BenchRow[] = [];
    for (const target of chosenTargets())
      await withServer(target, async () => {
        rows.push(
          ...(await measure(
            target,
            target.name === 'embedded' ? Math.ceil(count / embeddedShare) : count,
            say,
          )),
        );
      });
    return { title: `Pages of ${limit} claims over the API, ${turns} times each, one reader`, rows };
  },
};
