import { checkAddress, type Lookup } from '../channels/address-guard.js';
import type { Db, Tx } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { NewEvent } from '../domain/event-data.js';
import { oldSecretMs, pingType } from '../domain/webhook.js';
import { webhookAlertKey } from '../domain/webhook-alert.js';
import type { NewWebhookInput, WebhookChangeInput } from '../domain/webhook-input.js';
import type { Bus } from '../events/bus.js';
import { writeAudit } from '../store/audit-log.js';
import { recordEvents } from '../store/events.js';
import { type Delivery, findDelivery, replayDelivery } from '../store/webhook-deliveries.js';
import {
  deleteEndpoint,
  findEndpoint,
  insertEndpoint,
  lockEndpoint,
  setEndpointState,
  setOldSecretUntil,
  updateEndpoint,
  type WebhookEndpoint,
} from '../store/webhook-endpoints.js';
import type { Actor } from './actor.js';
import { inChangeBatch } from './in-change-batch.js';
import type { LiveSettings } from './live-settings.js';
import { settleAlerts } from './raise-alert.js';
import type { SecretKey } from './secret-key.js';
import {
  dropWebhookSecrets,
  makeWebhookSecret,
  replaceWebhookSecret,
  saveWebhookSecret,
} from './webhook-secrets.js';

export interface WebhookParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly secretKey: SecretKey;
  readonly now: () => Date;
  /** The system's own where absent. */
  readonly lookup?: Lookup;
}

/** An endpoint, by whom, and whose endpoints they may see: null = every hospital's. */
export interface WebhookCall {
  readonly id: number;
  readonly hospital: string | null;
  readonly by: Actor;
}

/** What goes into the same transaction, at its end: the answer to an Idempotency-Key. */
export type BesideWebhook<T> = (tx: Tx, answer: T) => Promise<void>;

/** An endpoint with its secret, which is told this once. */
export interface WithSecret {
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}

/** Throws AppError address_not_allowed. */
async function checkUrl({ settings, lookup }: WebhookParts, text: string): Promise<void> {
  const url = new URL(text);
  const { WEBHOOK_ALLOWED_NETWORKS } = await settings.current();
  try {
    await checkAddress(url, WEBHOOK_ALLOWED_NETWORKS, lookup);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'receiver_unreachable') throw error;
    const { reason = '' } = error.details;
    throw new AppError('address_not_allowed', { host: url.host, reason }, { cause: error });
  }
}

async function audit(
  tx: Tx,
  { now }: WebhookParts,
  by: Actor,
  id: number,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await writeAudit(tx, {
    ...by,
    at: now(),
    action: 'change',
    subject: `webhook ${id}`,
    outcome: 'done',
    details,
  });
}

async function endpointOf(tx: Tx, { id, hospital }: WebhookCall): Promise<WebhookEndpoint> {
  const endpoint = await lockEndpoint(tx, id, hospital);
  if (endpoint === null) throw new AppError('not_found');
  return endpoint;
}

async function stored(tx: Tx, id: number): Promise<WebhookEndpoint> {
  const endpoint = await findEndpoint(tx, id, null);
  if (endpoint === null) throw new Error('an endpoint that was just written is gone');
  return endpoint;
}

/** Makes an endpoint; events from now on go to it. Throws AppError address_not_allowed. */
export async function makeWebhook(
  parts: WebhookParts,
  asked: { readonly input: NewWebhookInput; readonly hospital: string | null; readonly by: Actor },
  beside?: BesideWebhook<WithSecret>,
): Promise<WithSecret> {
  const { input, hospital, by } = asked;
  await checkUrl(parts, input.url);
  const now = parts.now();
  return await parts.db.transaction(async (tx) => {
    const { hub_signature: hubSignature, ...said } = input;
    const fields = { ...said, hubSignature };
    const id = await insertEndpoint(tx, { ...fields, hospitalCode: hospital, createdBy: by.actorName, now });
    const secret = makeWebhookSecret();
    await saveWebhookSecret(tx, parts.secretKey, id, { secret, now });
    const { host } = new URL(input.url);
    await audit(tx, parts, by, id, { added: true, host, events: input.events });
    const made = { endpoint: await stored(tx, id), secret };
    await beside?.(tx, made);
    return made;
  });
}

/** Merges a change; switched on again it goes on with what waits. Throws AppError not_found, address_not_allowed. */
export async function changeWebhook(
  parts: WebhookParts,
  call: WebhookCall,
  input: WebhookChangeInput,
): Promise<WebhookEndpoint> {
  if (input.url !== undefined) await checkUrl(parts, input.url);
  const now = parts.now();
  const { db } = parts;
  const changed = await db.transaction(async (tx) => {
    const before = await endpointOf(tx, call);
    const { state, hub_signature: hubSignature = before.hubSignature, ...said } = input;
    const fields = {
      url: said.url ?? before.url,
      events: said.events ?? before.events,
      description: said.description ?? before.description,
      hubSignature,
    };
    await updateEndpoint(tx, before.id, fields, now);
    if (state !== undefined && state !== before.state)
      await setEndpointState(tx, before.id, state === 'enabled' ? null : 'by_hand', now);
    const { host } = new URL(fields.url);
    await audit(tx, parts, call.by, before.id, { host, events: fields.events, ...(state && { state }) });
    return await stored(tx, before.id);
  });
  if (changed.state === 'enabled') {
    await settleAlerts(parts, [webhookAlertKey(changed.id)]);
    parts.bus.publish('event.recorded', {});
  }
  return changed;
}

/** Takes an endpoint away with its secrets and its log. Throws AppError not_found. */
export async function removeWebhook(parts: WebhookParts, call: WebhookCall): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { id } = await endpointOf(tx, call);
    await dropWebhookSecrets(tx, id);
    await deleteEndpoint(tx, id);
    await audit(tx, parts, call.by, id, { deleted: true });
  });
  await settleAlerts(parts, [webhookAlertKey(call.id)]);
}

/** A new secret; that of before signs too for a day, whatever comes in it. Throws AppError not_found, secret_unreadable, rate_limited. */
export async function rotateWebhookSecret(
  parts: WebhookParts,
  call: WebhookCall,
  beside?: BesideWebhook<WithSecret>,
): Promise<WithSecret> {
  const now = parts.now();
  return await parts.db.transaction(async (tx) => {
    const { id } = await endpointOf(tx, call);
    const secret = makeWebhookSecret();
    const oldUntil = new Date(now.getTime() + oldSecretMs);
    await replaceWebhookSecret(tx, parts.secretKey, id, { secret, now, oldUntil });
    await setOldSecretUntil(tx, id, oldUntil, now);
    await audit(tx, parts, call.by, id, { rotated: true });
    const rotated = { endpoint: await stored(tx, id), secret };
    await beside?.(tx, rotated);
    return rotated;
  });
}

/** A ping goes the way of every event. Answers its id. Throws AppError not_found, webhook_disabled. */
export async function pingWebhook(
  parts: WebhookParts,
  call: WebhookCall,
  beside?: BesideWebhook<string>,
): Promise<string> {
  const { answer } = await inChangeBatch(parts.db, async (tx, batch) => {
    const { id, state, hospitalCode } = await endpointOf(tx, call);
    if (state === 'disabled') throw new AppError('webhook_disabled');
    const ping: NewEvent = {
      type: pingType,
      hospitalCode: hospitalCode ?? '',
      data: { endpoint: id },
      onlyEndpoint: id,
    };
    const [key = ''] = await recordEvents(tx, batch, [ping]);
    await beside?.(tx, key);
    return key;
  });
  parts.bus.publish('event.recorded', {});
  return answer;
}

/** Sends a delivery once more, with the same id. Throws AppError not_found, webhook_disabled, delivery_under_way. */
export async function replayWebhook(
  parts: WebhookParts,
  call: WebhookCall & { readonly delivery: number },
  beside?: BesideWebhook<Delivery>,
): Promise<Delivery> {
  const again = await parts.db.transaction(async (tx) => {
    const endpoint = await endpointOf(tx, call);
    if (endpoint.state === 'disabled') throw new AppError('webhook_disabled');
    const known = await findDelivery(tx, endpoint.id, call.delivery);
    if (known === null) throw new AppError('not_found');
    if (!(await replayDelivery(tx, known.id, parts.now()))) throw new AppError('delivery_under_way');
    await audit(tx, parts, call.by, endpoint.id, { replayed: known.eventKey });
    const waiting = (await findDelivery(tx, endpoint.id, known.id)) ?? known;
    await beside?.(tx, waiting);
    return waiting;
  });
  parts.bus.publish('event.recorded', {});
  return again;
}
