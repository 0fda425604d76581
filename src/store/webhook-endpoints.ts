import type { Queryable } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import {
  type DisabledReason,
  type EndpointState,
  type EventPattern,
  isEventPattern,
  wantsClaims,
} from '../domain/webhook.js';

/** Where events are posted; instants are ISO 8601 UTC. The secret stands in `secrets`. */
export interface WebhookEndpoint {
  readonly id: number;
  readonly url: string;
  readonly events: readonly EventPattern[];
  readonly description: string;
  /** Gets events of this hospital alone; null = of every one. */
  readonly hospitalCode: string | null;
  readonly state: EndpointState;
  readonly disabledReason: DisabledReason | null;
  /** Also `X-Hub-Signature-256`. */
  readonly hubSignature: boolean;
  readonly oldSecretUntil: string | null;
  /** The receiver asked for patience until then. */
  readonly heldUntil: string | null;
  /** First attempt that failed since the last one that did not. */
  readonly failingSince: string | null;
  readonly lastSuccessAt: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** As it is stored. */
export interface EndpointRow extends Omit<WebhookEndpoint, 'events'> {
  readonly events: string;
}

export const endpointColumns: Sql = sql`id, url, events, description, hospital_code as "hospitalCode", state,
  disabled_reason as "disabledReason", hub_signature as "hubSignature", old_secret_until as "oldSecretUntil",
  held_until as "heldUntil", failing_since as "failingSince", last_success_at as "lastSuccessAt",
  created_by as "createdBy", created_at as "createdAt", updated_at as "updatedAt"`;

export const toEndpoint = (row: EndpointRow): WebhookEndpoint => ({
  ...row,
  events: row.events.split(',').filter(isEventPattern),
});

const ofHospital = (hospital: string | null): Sql =>
  hospital === null ? sql`1 = 1` : sql`hospital_code = ${hospital}`;

/** What a person or a neighbour says of an endpoint. */
export interface EndpointFields {
  readonly url: string;
  readonly events: readonly EventPattern[];
  readonly description: string;
  readonly hubSignature: boolean;
}

export async function insertEndpoint(
  db: Queryable,
  fields: EndpointFields & {
    readonly hospitalCode: string | null;
    readonly createdBy: string;
    readonly now: Date;
  },
): Promise<number> {
  return await db.insert('webhook_endpoints', {
    url: fields.url,
    events: fields.events.join(','),
    description: fields.description,
    hospital_code: fields.hospitalCode,
    state: 'enabled',
    wants_claims: wantsClaims(fields.events),
    hub_signature: fields.hubSignature,
    created_by: fields.createdBy.slice(0, 190),
    created_at: fields.now,
    updated_at: fields.now,
  });
}

/** One of another hospital is none. */
export async function findEndpoint(
  db: Queryable,
  id: number,
  hospital: string | null,
): Promise<WebhookEndpoint | null> {
  const row = await db.first<EndpointRow>(
    sql`select ${endpointColumns} from webhook_endpoints where id = ${id} and ${ofHospital(hospital)}`,
  );
  return row && toEndpoint(row);
}

/** Those of these ids that there are; nobody else changes them until the transaction ends. Before their deliveries are touched. */
export async function lockEndpoints(
  tx: Queryable,
  ids: readonly number[],
): Promise<ReadonlyMap<number, WebhookEndpoint>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<EndpointRow>(
    sql`select ${endpointColumns} from webhook_endpoints where id in (${join([...new Set(ids)])}) order by id for update`,
  );
  return new Map(rows.map((row) => [row.id, toEndpoint(row)]));
}

/** Keeps others from changing it until the transaction ends. */
export async function lockEndpoint(
  tx: Queryable,
  id: number,
  hospital: string | null,
): Promise<WebhookEndpoint | null> {
  await tx.query(sql`select id from webhook_endpoints where id = ${id} for update`);
  return await findEndpoint(tx, id, hospital);
}

/** The newest first. */
export async function listEndpoints(
  db: Queryable,
  hospital: string | null,
  { below = null, limit = 1000 }: { readonly below?: number | null; readonly limit?: number } = {},
): Promise<WebhookEndpoint[]> {
  const from = below === null ? sql`1 = 1` : sql`id < ${below}`;
  const rows = await db.query<EndpointRow>(sql`select ${endpointColumns} from webhook_endpoints
    where ${ofHospital(hospital)} and ${from} order by id desc limit ${limit}`);
  return rows.map(toEndpoint);
}

/** Those that are switched on. */
export async function enabledEndpoints(db: Queryable): Promise<WebhookEndpoint[]> {
  const rows = await db.query<EndpointRow>(
    sql`select ${endpointColumns} from webhook_endpoints where state = 'enabled' order by id`,
  );
  return rows.map(toEndpoint);
}

/** Whether events of claims are to be recorded at all. */
export async function areClaimsWanted(db: Queryable): Promise<boolean> {
  const found = await db.first(
    sql`select id from webhook_endpoints where state = 'enabled' and wants_claims = ${true} limit 1`,
  );
  return found !== null;
}

/** Sets what may be said; another address begins without the failures of the old one. */
export async function updateEndpoint(
  tx: Queryable,
  id: number,
  fields: EndpointFields,
  now: Date,
): Promise<void> {
  const { url, events, description, hubSignature } = fields;
  await tx.execute(sql`update webhook_endpoints set events = ${events.join(',')}, description = ${description},
    wants_claims = ${wantsClaims(events)}, hub_signature = ${hubSignature},
    failing_since = case when url = ${url} then failing_since else null end,
    held_until = case when url = ${url} then held_until else null end,
    updated_at = ${now} where id = ${id}`);
  await tx.execute(sql`update webhook_endpoints set url = ${url} where id = ${id}`);
}

/** Switched on it begins without the failures of before. */
export async function setEndpointState(
  db: Queryable,
  id: number,
  reason: DisabledReason | null,
  now: Date,
): Promise<void> {
  const state: EndpointState = reason === null ? 'enabled' : 'disabled';
  const anew = reason === null ? raw('failing_since = null, held_until = null,') : raw('');
  await db.execute(sql`update webhook_endpoints set state = ${state}, disabled_reason = ${reason}, ${anew}
    updated_at = ${now} where id = ${id}`);
}

export async function setOldSecretUntil(db: Queryable, id: number, until: Date, now: Date): Promise<void> {
  await db.execute(
    sql`update webhook_endpoints set old_secret_until = ${until}, updated_at = ${now} where id = ${id}`,
  );
}

/** They took a message. */
export async function noteEndpointsSuccess(db: Queryable, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await db.execute(sql`update webhook_endpoints set failing_since = null, held_until = null, last_success_at = ${now}
    where id in (${join(ids)})`);
}

/** It did not; a longer patience that it asked for before stays. */
export async function noteEndpointFailure(
  db: Queryable,
  id: number,
  { now, heldUntil }: { readonly now: Date; readonly heldUntil: Date | null },
): Promise<void> {
  await db.execute(
    sql`update webhook_endpoints set failing_since = coalesce(failing_since, ${now}) where id = ${id}`,
  );
  if (heldUntil === null) return;
  await db.execute(sql`update webhook_endpoints set held_until = ${heldUntil}
    where id = ${id} and (held_until is null or held_until < ${heldUntil})`);
}

/** With its log. */
export async function deleteEndpoint(tx: Queryable, id: number): Promise<void> {
  await tx.execute(sql`delete from webhook_deliveries where endpoint_id = ${id}`);
  await tx.execute(sql`delete from webhook_endpoints where id = ${id}`);
}
