/** Reads rows in the order in which their changes were committed, page by page (see changes.ts). */
import type { Db, Queryable } from '../db/db.js';
import { empty, join, raw, type Sql, sql } from '../db/sql.js';
import { AppError } from '../domain/errors.js';
import type { FeedPlace } from '../domain/list-cursor.js';
import { type ChangeClock, readClock, waitForClosing } from './change-clock.js';
import type { ChangeKind } from './changes.js';

/** What a feed is of. The table is `c` and has `id` and `change_batch`, with an index of both. */
export interface FeedSource {
  readonly kind: ChangeKind;
  /** e.g. `claim_current c`; joins may follow as long as they give one row each. */
  readonly from: Sql;
  /** Columns of a row, each with its name; `id` comes by itself. */
  readonly columns: Sql;
  /** What filters ask of a row; tombstones have none. */
  readonly where: readonly Sql[];
  /** Rows of one hospital alone: also asked of tombstones, while that of rows stands in `where`. */
  readonly hospitalCode: string | null;
  /** For clients that know no tombstones: what is gone takes no place of a page. */
  readonly withoutGone?: boolean;
}

export type FeedStart =
  /** Changes at or after an instant (`YYYY-MM-DD HH:MM:SS.ffffff`, UTC). */
  | { readonly since: string }
  /** Behind the place of a cursor. */
  | { readonly feed: string; readonly place: FeedPlace };

/** A row as it stands after its last change, or the label of one that is gone. */
export type FeedEntry<Row> = {
  readonly id: number;
  readonly no: number;
  /** `updated_at` of the row, or when it was taken out; UTC text. */
  readonly at: string;
} & ({ readonly row: Row } | { readonly gone: string; readonly hospital: string });

export interface FeedPage<Row> {
  readonly entries: readonly FeedEntry<Row>[];
  readonly hasMore: boolean;
  readonly feed: string;
  /** Where the next page begins; also at the end, for later. */
  readonly place: FeedPlace;
  /** Whatever bears an earlier instant was in the page, came before it, or comes by its place. */
  readonly serverTime: string;
}

/** Behind every row of a change. */
const lastId = Number.MAX_SAFE_INTEGER;

interface Batch {
  readonly no: number;
  readonly at: string;
  readonly batch: number;
  readonly has_rows: number;
  readonly has_gone: number;
}

const ofHospital = ({ hospitalCode }: FeedSource): Sql =>
  hospitalCode === null ? empty : sql` and t.hospital_code = ${hospitalCode}`;

/** The next changes, from number `from` on, of which anything is left: later changes of a row take it out of earlier ones. */
function nextBatches(db: Queryable, source: FeedSource, from: number, limit: number): Promise<Batch[]> {
  // Scalar selects, which are asked of one batch at a time: of many batches PostgreSQL would read a whole table for `exists`.
  const rows = sql`(select c.id from ${source.from}
    where ${join([sql`c.change_batch = b.batch`, ...source.where], ' and ')} limit 1) is not null`;
  const gone = source.withoutGone
    ? sql`1 = 0`
    : sql`(select t.row_id from tombstones t
    where t.kind = ${source.kind} and t.change_batch = b.batch${ofHospital(source)} limit 1) is not null`;
  return db.query<Batch>(sql`
    select b.no, b.at, b.batch, case when ${rows} then 1 else 0 end as has_rows, case when ${gone} then 1 else 0 end as has_gone
    from change_batches b where b.kind = ${source.kind} and b.no >= ${from} and (${rows} or ${gone})
    order by b.no limit ${limit}`);
}

/** One select for each of these changes, each with its own limit, so that one of a million rows is not put in order first. */
async function ofEach<Row extends object>(
  db: Queryable,
  batches: readonly Batch[],
  after: FeedPlace,
  limit: number,
  select: (batch: Batch, afterId: number, place: Sql) => Sql,
): Promise<(Row & { readonly arm: number; readonly id: number })[]> {
  if (batches.length === 0) return [];
  const arms = batches.map((batch, index) => {
    const one = select(batch, batch.no === after.no ? after.id : 0, raw(String(index)));
    return sql`select * from (${one} limit ${limit}) ${raw(`a${index}`)}`;
  });
  return db.query(sql`${join(arms, ' union all ')} order by arm, id limit ${limit}`);
}

/** The first entries of these changes, behind the place. */
async function entriesOf<Row extends object>(
  db: Queryable,
  source: FeedSource,
  batches: readonly Batch[],
  after: FeedPlace,
  limit: number,
): Promise<FeedEntry<Row>[]> {
  const withRows = batches.filter((batch) => batch.has_rows === 1);
  const withGone = batches.filter((batch) => batch.has_gone === 1);
  const rows = await ofEach<Row>(db, withRows, after, limit, (batch, afterId, arm) => {
    const conditions = [sql`c.change_batch = ${batch.batch}`, sql`c.id > ${afterId}`, ...source.where];
    return sql`select ${arm} as arm, c.id as id, ${source.columns} from ${source.from}
      where ${join(conditions, ' and ')} order by c.id`;
  });
  const gone = await ofEach<{ readonly label: string; readonly hospital_code: string }>(
    db,
    withGone,
    after,
    limit,
    (batch, afterId, arm) => {
      return sql`select ${arm} as arm, t.row_id as id, t.label, t.hospital_code from tombstones t
      where t.kind = ${source.kind} and t.change_batch = ${batch.batch} and t.row_id > ${afterId}${ofHospital(source)}
      order by t.row_id`;
    },
  );
  const placed = (list: readonly Batch[], { arm, id }: { readonly arm: number; readonly id: number }) => {
    const batch = list[arm];
    if (!batch) throw new RangeError('a row of a change that was not asked for');
    return { id, no: batch.no, at: batch.at };
  };
  const entries: FeedEntry<Row>[] = [
    ...rows.map((row) => ({ ...placed(withRows, row), row })),
    ...gone.map((row) => ({ ...placed(withGone, row), gone: row.label, hospital: row.hospital_code })),
  ];
  return entries.toSorted((a, b) => a.no - b.no || a.id - b.id).slice(0, limit);
}

/** Up to `limit` entries behind the place. Few changes at a time at first, for the next one may fill the page. */
async function entriesAfter<Row extends object>(
  db: Queryable,
  source: FeedSource,
  after: FeedPlace,
  limit: number,
): Promise<FeedEntry<Row>[]> {
  const found: FeedEntry<Row>[] = [];
  let from = after.id === lastId ? after.no + 1 : after.no;
  for (let most = 2; ; most = Math.min(most * 4, 128)) {
    const batches = await nextBatches(db, source, from, most);
    found.push(...(await entriesOf<Row>(db, source, batches, after, limit - found.length)));
    if (found.length >= limit || batches.length < most) return found;
    from = (batches.at(-1)?.no ?? from) + 1;
  }
}

/** Throws AppError cursor_gone: of another numbering, or tombstones behind it are taken away. */
async function placeOf(
  db: Queryable,
  kind: ChangeKind,
  start: FeedStart,
  clock: ChangeClock,
): Promise<FeedPlace> {
  if ('since' in start) {
    const before = await db.first<{ readonly no: number | null }>(
      sql`select max(no) as no from change_batches where kind = ${kind} and at < ${start.since}`,
    );
    return { no: before?.no ?? -1, id: lastId, begun: clock.last_no };
  }
  const { feed, place } = start;
  if (feed !== clock.feed || Math.max(place.no, place.begun) < clock.purged_no || place.no > clock.last_no)
    throw new AppError('cursor_gone');
  return place;
}

/**
 * One page of changes, oldest first, all of one moment. A row that changed again is in it once, at its last change.
 * Throws AppError cursor_gone.
 */
export function readFeed<Row extends object>(
  db: Db,
  source: FeedSource,
  start: FeedStart,
  limit: number,
): Promise<FeedPage<Row>> {
  return atOneMoment(db, source.kind, start, async (view, clock, after) => {
    const found = await entriesAfter<Row>(view, source, after, limit + 1);
    const entries = found.slice(0, limit);
    const last = entries.at(-1);
    if (found.length <= limit || !last) return endOf(clock, after, entries);
    const place = { no: last.no, id: last.id, begun: after.begun };
    return { entries, hasMore: true, feed: clock.feed, place, serverTime: clock.covered };
  });
}

/** The same of rows that nobody is to see: an empty page, at the end of all changes. Throws AppError cursor_gone. */
export function readNothing(db: Db, kind: ChangeKind, start: FeedStart): Promise<FeedPage<never>> {
  return atOneMoment(db, kind, start, async (_view, clock, after) => endOf<never>(clock, after, []));
}

/** At the end of all changes that this moment knows. */
const endOf = <Row>(
  { feed, last_no: no, covered }: ChangeClock,
  { begun }: FeedPlace,
  entries: readonly FeedEntry<Row>[],
): FeedPage<Row> => ({
  entries,
  hasMore: false,
  feed,
  place: { no, id: lastId, begun },
  serverTime: covered,
});

async function atOneMoment<T>(
  db: Db,
  kind: ChangeKind,
  start: FeedStart,
  work: (view: Queryable, clock: ChangeClock, after: FeedPlace) => Promise<T>,
): Promise<T> {
  // A client that asks by a clock of its own counts on every change of before its request.
  if ('since' in start) await waitForClosing(db);
  return db.snapshot(async (view) => {
    const clock = await readClock(view);
    return work(view, clock, await placeOf(view, kind, start, clock));
  });
}
