import type { Queryable, Tx, Value } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import type { Language } from '../domain/errors.js';
import type { DeliveryState } from '../domain/webhook.js';
import { type EndpointRow, endpointColumns, toEndpoint, type WebhookEndpoint } from './webhook-endpoints.js';

/** One event on its way to one endpoint; instants are ISO 8601 UTC. */
export interface Delivery {
  readonly id: number;
  readonly endpointId: number;
  readonly eventId: number;
  readonly eventKey: string;
  readonly type: string;
  /** JSON of the event. */
  readonly data: string;
  /** When the event was committed. */
  readonly at: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** When it is tried next; null = at its end. */
  readonly dueAt: string | null;
  readonly firstTriedAt: string | null;
  readonly triedAt: string | null;
  readonly endedAt: string | null;
  readonly tookMs: number | null;
  readonly httpStatus: number | null;
  /** The beginning of what was answered. */
  readonly answer: string | null;
  readonly problem: string | null;
  readonly problemTh: string | null;
  readonly problemEn: string | null;
  readonly createdAt: string;
}

const whole: Sql = sql`select d.id, d.endpoint_id as "endpointId", d.event_id as "eventId", e.event_key as "eventKey",
  e.type, e.data, b.at, d.state, d.attempts, d.due_at as "dueAt", d.first_tried_at as "firstTriedAt",
  d.tried_at as "triedAt", d.ended_at as "endedAt", d.took_ms as "tookMs", d.http_status as "httpStatus", d.answer,
  d.problem, d.problem_th as "problemTh", d.problem_en as "problemEn", d.created_at as "createdAt"
  from webhook_deliveries d join events e on e.id = d.event_id
  join change_batches b on b.batch = e.change_batch and b.kind = 'event'`;

/** One row for each endpoint and event; what is there already stays as it is. */
export async function addDeliveries(
  tx: Tx,
  rows: readonly { readonly endpointId: number; readonly eventId: number }[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const made = rows.map(({ endpointId, eventId }) => ({
    endpoint_id: endpointId,
    event_id: eventId,
    state: 'waiting',
    due_at: now,
    created_at: now,
  }));
  await tx.upsert('webhook_deliveries', made, ['endpoint_id', 'event_id'], []);
}

/** An endpoint that has something due, and how many messages are on their way to it. */
export interface DueEndpoint {
  readonly endpoint: WebhookEndpoint;
  readonly inFlight: number;
}

export interface DueNow {
  readonly endpoints: readonly DueEndpoint[];
  /** How many messages are on their way in all processes together. */
  readonly inFlight: number;
}

/** On, not held back, and with something due. */
const isDue = (now: Date): Sql => sql`p.state = 'enabled' and (p.held_until is null or p.held_until <= ${now})
  and exists (select 1 from webhook_deliveries d where d.endpoint_id = p.id and d.due_at <= ${now})`;

/** Whether anything is to be sent now, without a lock. */
export async function hasDue(db: Queryable, now: Date): Promise<boolean> {
  return (await db.first(sql`select p.id from webhook_endpoints p where ${isDue(now)} limit 1`)) !== null;
}

async function dueEndpoints(db: Queryable, now: Date): Promise<DueNow> {
  const onItsWay = sql`select count(*) from webhook_deliveries f where f.state = 'sending' and f.due_at > ${now}`;
  const rows = await db.query<EndpointRow & { readonly busy: number; readonly of_all: number }>(sql`
    select ${endpointColumns}, (${onItsWay} and f.endpoint_id = p.id) as busy, (${onItsWay}) as of_all
    from webhook_endpoints p where ${isDue(now)} order by p.id`);
  return {
    endpoints: rows.map((row) => ({ endpoint: toEndpoint(row), inFlight: row.busy })),
    inFlight: rows[0]?.of_all ?? 0,
  };
}

export interface Leased {
  readonly delivery: Delivery;
  readonly endpoint: WebhookEndpoint;
}

/**
 * Takes what is due until `leaseUntil`: of each endpoint as many as `share` says. Processes do this one after the other
 * (`lockMark` comes before it), so that their limits are those of all together; a row that another transaction has is
 * passed over.
 */
export async function leaseDue(
  tx: Tx,
  { now, leaseUntil }: { readonly now: Date; readonly leaseUntil: Date },
  share: (due: DueNow) => ReadonlyMap<number, number>,
): Promise<Leased[]> {
  const due = await dueEndpoints(tx, now);
  const arms = [...share(due)].map(
    ([endpointId, most], index) => sql`select * from (select id from webhook_deliveries
      where endpoint_id = ${endpointId} and due_at <= ${now} order by due_at, id limit ${most}) ${raw(`a${index}`)}`,
  );
  if (arms.length === 0) return [];
  const wanted = await idsOf(tx, join(arms, ' union all '));
  if (wanted.length === 0) return [];
  const taken = await idsOf(
    tx,
    sql`select id from webhook_deliveries where id in (${join(wanted)}) and due_at <= ${now} for update skip locked`,
  );
  if (taken.length === 0) return [];
  await tx.execute(sql`update webhook_deliveries set state = 'sending', attempts = attempts + 1, due_at = ${leaseUntil},
    first_tried_at = coalesce(first_tried_at, ${now}), tried_at = ${now} where id in (${join(taken)})`);
  const endpoints = new Map(due.endpoints.map(({ endpoint }) => [endpoint.id, endpoint]));
  const rows = await tx.query<Delivery>(sql`${whole} where d.id in (${join(taken)}) order by d.id`);
  return rows.flatMap((delivery) => {
    const endpoint = endpoints.get(delivery.endpointId);
    return endpoint ? [{ delivery, endpoint }] : [];
  });
}

async function idsOf(tx: Tx, select: Sql): Promise<number[]> {
  return (await tx.query<{ id: number }>(select)).map(({ id }) => id);
}

/** What became of an attempt. */
export interface AttemptEnd {
  readonly state: Exclude<DeliveryState, 'sending'>;
  /** null = at its end. */
  readonly dueAt: Date | null;
  readonly tookMs: number;
  readonly httpStatus: number | null;
  readonly answer: string | null;
  readonly problem: string | null;
  readonly texts: Readonly<Record<Language, string>> | null;
}

/** An attempt that was taken well. */
export type Taken = Pick<Delivery, 'id' | 'attempts'> & Pick<AttemptEnd, 'tookMs' | 'httpStatus' | 'answer'>;

/** Writes down many that went well, where the attempt is still the newest one. */
export async function endDelivered(db: Queryable, taken: readonly Taken[], now: Date): Promise<void> {
  if (taken.length === 0) return;
  const byRow = (value: (one: Taken) => Value) =>
    join(
      taken.map((one) => sql`when ${one.id} then ${value(one)}`),
      ' ',
    );
  const isNewest = taken.map(({ id, attempts }) => sql`(id = ${id} and attempts = ${attempts})`);
  await db.execute(sql`update webhook_deliveries set state = 'delivered', due_at = null, ended_at = ${now},
    took_ms = case id ${byRow(({ tookMs }) => tookMs)} else took_ms end,
    http_status = case id ${byRow(({ httpStatus }) => httpStatus)} else http_status end,
    answer = case id ${byRow(({ answer }) => answer)} else answer end, problem = null, problem_th = null, problem_en = null
    where state = 'sending' and (${join(isNewest, ' or ')})`);
}

/** Writes it where the attempt is still the newest one; false where another process has taken the row over. */
export async function endDelivery(
  db: Queryable,
  { id, attempts }: Pick<Delivery, 'id' | 'attempts'>,
  end: AttemptEnd,
  now: Date,
): Promise<boolean> {
  const rows = await db.execute(sql`update webhook_deliveries set state = ${end.state}, due_at = ${end.dueAt},
    ended_at = ${end.dueAt === null ? now : null}, took_ms = ${end.tookMs}, http_status = ${end.httpStatus},
    answer = ${end.answer}, problem = ${end.problem}, problem_th = ${end.texts?.th ?? null},
    problem_en = ${end.texts?.en ?? null} where id = ${id} and attempts = ${attempts} and state = 'sending'`);
  return rows > 0;
}

/** An attempt that was broken off here: it is due at once, and does not count. */
export async function giveBack(
  db: Queryable,
  { id, attempts }: Pick<Delivery, 'id' | 'attempts'>,
  now: Date,
): Promise<void> {
  await db.execute(sql`update webhook_deliveries set state = 'waiting', due_at = ${now}, attempts = attempts - 1
    where id = ${id} and attempts = ${attempts} and state = 'sending'`);
}

/** What waits for an endpoint is given up. */
export async function dropWaiting(db: Queryable, endpointId: number, now: Date): Promise<void> {
  await db.execute(sql`update webhook_deliveries set state = 'dropped', due_at = null, ended_at = ${now}
    where endpoint_id = ${endpointId} and due_at is not null and state = 'waiting'`);
}

/** Sends it once more, as if it were new; false where it is on its way now. */
export async function replayDelivery(db: Queryable, id: number, now: Date): Promise<boolean> {
  const rows =
    await db.execute(sql`update webhook_deliveries set state = 'waiting', attempts = 0, due_at = ${now},
    ended_at = null where id = ${id} and state <> 'sending'`);
  return rows > 0;
}

export async function findDelivery(db: Queryable, endpointId: number, id: number): Promise<Delivery | null> {
  return await db.first<Delivery>(sql`${whole} where d.id = ${id} and d.endpoint_id = ${endpointId}`);
}

export interface DeliveryFilter {
  readonly state: DeliveryState | null;
  readonly type: string | null;
}

function conditionOf(endpointId: number, { state, type }: DeliveryFilter): Sql {
  return join(
    [
      sql`d.endpoint_id = ${endpointId}`,
      ...(state === null ? [] : [sql`d.state = ${state}`]),
      ...(type === null ? [] : [sql`e.type = ${type}`]),
    ],
    ' and ',
  );
}

/** The newest first, below an id. */
export async function listDeliveries(
  db: Queryable,
  endpointId: number,
  filter: DeliveryFilter,
  { below, limit }: { readonly below: number | null; readonly limit: number },
): Promise<Delivery[]> {
  const from = below === null ? sql`1 = 1` : sql`d.id < ${below}`;
  return await db.query<Delivery>(
    sql`${whole} where ${conditionOf(endpointId, filter)} and ${from} order by d.id desc limit ${limit}`,
  );
}

/** How many deliveries of an endpoint are in each state. */
export async function countDeliveries(
  db: Queryable,
  endpointId: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ state: string; n: number }>(
    sql`select state, count(*) as n from webhook_deliveries where endpoint_id = ${endpointId} group by state`,
  );
  return new Map(rows.map(({ state, n }) => [state, Number(n)]));
}
