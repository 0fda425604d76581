import { randomBytes } from 'node:crypto';
import type { Db, Queryable, Tx } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import type { NewEvent } from '../domain/event-data.js';
import type { FeedSource } from './change-feed.js';
import type { ChangeBatch } from './changes.js';

/** An event that was committed. */
export interface StoredEvent {
  readonly id: number;
  /** `msg_…`, the same in every attempt. */
  readonly eventKey: string;
  readonly type: string;
  readonly hospitalCode: string;
  /** JSON, as it is sent. */
  readonly data: string;
  /** When its change was committed, UTC text. */
  readonly at: string;
}

/** Writes events into the transaction of what they tell, before its batch is closed. */
export async function recordEvents(
  tx: Tx,
  batch: ChangeBatch,
  events: readonly NewEvent[],
): Promise<readonly string[]> {
  if (events.length === 0) return [];
  batch.kinds.add('event');
  const keys = events.map(() => `msg_${randomBytes(16).toString('hex')}`);
  await tx.bulkInsert(
    'events',
    ['event_key', 'type', 'hospital_code', 'data', 'only_endpoint', 'change_batch'],
    events.map(({ type, hospitalCode, data, onlyEndpoint = null }, index) => [
      keys[index] ?? '',
      type,
      hospitalCode,
      JSON.stringify(data),
      onlyEndpoint,
      batch.id,
    ]),
  );
  return keys;
}

/** Columns of an event whose batch is `b`. */
export const eventColumns: Sql = sql`e.id, e.event_key as "eventKey", e.type, e.hospital_code as "hospitalCode", e.data, b.at`;

/** An event that has not been handed to endpoints yet. */
export interface FreshEvent extends StoredEvent {
  readonly no: number;
  readonly onlyEndpoint: number | null;
}

interface Mark {
  readonly no: number;
  readonly event_id: number;
}

/** Keeps other processes from handing out; answers how far it is done. */
export async function lockMark(tx: Tx): Promise<Mark> {
  const mark = await tx.first<Mark>(sql`select no, event_id from webhook_mark where id = 1 for update`);
  if (!mark) throw new RangeError('webhook_mark has no row');
  return mark;
}

/** Events behind the mark in the order of their commits, the first ones. */
export async function eventsBehind(db: Queryable, mark: Mark, limit: number): Promise<FreshEvent[]> {
  const of = (condition: Sql) =>
    db.query<FreshEvent>(sql`select ${eventColumns}, b.no, e.only_endpoint as "onlyEndpoint"
      from change_batches b join events e on e.change_batch = b.batch
      where b.kind = 'event' and ${condition} order by b.no, e.id limit ${limit}`);
  const rest = await of(sql`b.no = ${mark.no} and e.id > ${mark.event_id}`);
  return rest.length > 0 ? rest : await of(sql`b.no > ${mark.no}`);
}

/** Whether anything lies behind the mark, without a lock. */
export async function hasFreshEvents(db: Queryable): Promise<boolean> {
  const found = await db.first(sql`
    select b.no from change_batches b join webhook_mark m on m.id = 1
    where b.kind = 'event' and (b.no > m.no
      or (b.no = m.no and exists (select 1 from events e where e.change_batch = b.batch and e.id > m.event_id))) limit 1`);
  return found !== null;
}

export async function moveMark(tx: Tx, { no, id }: Pick<FreshEvent, 'no' | 'id'>): Promise<void> {
  await tx.execute(sql`update webhook_mark set no = ${no}, event_id = ${id} where id = 1`);
}

/** A row of the feed; the instant stands beside it. */
export type FeedEventRow = Omit<StoredEvent, 'id' | 'at'>;

export interface EventFilter {
  /** null = of every hospital. */
  readonly hospital: string | null;
  readonly type: string | null;
}

/** What is asked of an event `c`; pings are for nobody else. */
const conditionsOf = ({ hospital, type }: EventFilter): Sql[] => [
  sql`c.only_endpoint is null`,
  ...(hospital === null ? [] : [sql`c.hospital_code = ${hospital}`]),
  ...(type === null ? [] : [sql`c.type = ${type}`]),
];

const feedColumns = sql`c.event_key as "eventKey", c.type, c.hospital_code as "hospitalCode", c.data`;

/** The newest first, below an id. */
export async function listEvents(
  db: Queryable,
  filter: EventFilter,
  { below, limit }: { readonly below: number | null; readonly limit: number },
): Promise<StoredEvent[]> {
  const conditions = [...conditionsOf(filter), ...(below === null ? [] : [sql`c.id < ${below}`])];
  return await db.query<StoredEvent>(sql`select c.id, ${feedColumns}, b.at from events c
    join change_batches b on b.batch = c.change_batch and b.kind = 'event'
    where ${join(conditions, ' and ')} order by c.id desc limit ${limit}`);
}

/** Events in the order of their commits, as store/change-feed reads them. */
export function eventFeed(filter: EventFilter): FeedSource {
  return {
    kind: 'event',
    from: sql`events c`,
    columns: feedColumns,
    where: conditionsOf(filter),
    hospitalCode: filter.hospital,
  };
}

/** The number up to which events were taken away. */
export async function purgedEventNo(db: Queryable): Promise<number> {
  const row = await db.first<{ no: number }>(sql`select purged_no as no from webhook_mark where id = 1`);
  return row?.no ?? 0;
}

/** Takes away events of before an instant, and what was delivered of them. */
export async function purgeEvents(db: Db, before: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const mark = await lockMark(tx);
    const last = await tx.first<{ no: number | null }>(sql`
      select max(no) as no from change_batches where kind = 'event' and at < ${before} and no < ${mark.no}`);
    if (last?.no == null) return;
    const batches = sql`select b.batch from change_batches b where b.kind = 'event' and b.no <= ${last.no}`;
    // What waits for an endpoint that is switched off would wait for ever.
    const off = sql`select p.id from webhook_endpoints p where p.state = 'disabled'`;
    await tx.execute(sql`delete from webhook_deliveries
      where (state not in ('waiting', 'sending') or (state = 'waiting' and endpoint_id in (${off}))) and event_id in (select e.id from events e where e.change_batch in (${batches}))`);
    const kept = sql`select d.event_id from webhook_deliveries d`;
    await tx.execute(sql`delete from events where change_batch in (${batches}) and id not in (${kept})`);
    await tx.execute(
      sql`update webhook_mark set purged_no = ${last.no} where id = 1 and purged_no < ${last.no}`,
    );
  });
}
