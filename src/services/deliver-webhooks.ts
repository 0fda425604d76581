import type { Lookup } from '../channels/address-guard.js';
import { waitOf } from '../channels/http-call.js';
import { postWebhook } from '../channels/webhook-post.js';
import type { Config } from '../config.js';
import { programVersion } from '../config.js';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { bangkokInstant } from '../domain/instant.js';
import { mostFailingMs, nextAttempt, wantsEvent } from '../domain/webhook.js';
import { webhookDisabledAlert } from '../domain/webhook-alert.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { eventsBehind, type FreshEvent, hasFreshEvents, lockMark, moveMark } from '../store/events.js';
import {
  type AttemptEnd,
  addDeliveries,
  type Delivery,
  type DueEndpoint,
  dropWaiting,
  dueEndpoints,
  endDelivery,
  giveBack,
  leaseDue,
} from '../store/webhook-deliveries.js';
import {
  enabledEndpoints,
  findEndpoint,
  noteEndpointFailure,
  noteEndpointSuccess,
  setEndpointState,
  type WebhookEndpoint,
} from '../store/webhook-endpoints.js';
import type { SendLimits } from './alert-channels.js';
import type { LiveSettings } from './live-settings.js';
import { standAlert } from './raise-alert.js';
import type { SecretKey } from './secret-key.js';
import { extraCaOf } from './upstream-settings-of.js';
import { webhookSecrets } from './webhook-secrets.js';

export interface DeliverParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly secretKey: SecretKey;
  readonly now: () => Date;
  readonly limits: SendLimits;
  /** 0 to 1: what is added to waits. */
  readonly chance: () => number;
  /** The system's own where absent. */
  readonly lookup?: Lookup;
}

export const webhookLimits: SendLimits = { connectMs: 5000, totalMs: 15_000 };

/** A row whose process said nothing for so long is sent again. */
export const leaseMs = 60_000;
const mostAtOnce = 16;
const mostOfEndpoint = 4;
/** One that fails gets one at a time, so that several that hang leave room for the others. */
const mostOfFailing = 1;
const eventsAtOnce = 500;
const answerKept = 1024;

/** Makes a delivery of each new event for each endpoint that wants it, once, whichever process does it. */
export async function handOutEvents({ db, now }: Pick<DeliverParts, 'db' | 'now'>): Promise<void> {
  if (!(await hasFreshEvents(db))) return;
  for (;;) {
    const handed = await db.transaction(async (tx) => {
      const events = await eventsBehind(tx, await lockMark(tx), eventsAtOnce);
      const last = events.at(-1);
      if (!last) return 0;
      const endpoints = await enabledEndpoints(tx);
      const rows = events.flatMap((event) =>
        endpoints
          .filter((endpoint) => isFor(endpoint, event))
          .map(({ id }) => ({ endpointId: id, eventId: event.id })),
      );
      await addDeliveries(tx, rows, now());
      await moveMark(tx, last);
      return events.length;
    });
    if (handed === 0) return;
  }
}

function isFor(endpoint: WebhookEndpoint, event: FreshEvent): boolean {
  if (event.onlyEndpoint !== null) return event.onlyEndpoint === endpoint.id;
  const isOurs = endpoint.hospitalCode === null || endpoint.hospitalCode === event.hospitalCode;
  return isOurs && wantsEvent(endpoint.events, event.type);
}

/** Shares the free places among endpoints, one each in turn; `first` is where the turn begins. */
export function shareOut(
  due: readonly DueEndpoint[],
  inFlight: number,
  first: number,
): ReadonlyMap<number, number> {
  const inTurn = [...due.filter(({ id }) => id >= first), ...due.filter(({ id }) => id < first)];
  const shares = new Map<number, number>();
  let free = mostAtOnce - inFlight;
  for (let round = 1; round <= mostOfEndpoint && free > 0; round++)
    for (const { id, inFlight: busy, isFailing } of inTurn) {
      const most = isFailing ? mostOfFailing : mostOfEndpoint;
      if (free <= 0 || busy + round > most) continue;
      shares.set(id, round);
      free--;
    }
  return shares;
}

/** Takes what is due and may go now. */
export async function takeDue({ db, now }: DeliverParts, first: number): Promise<Delivery[]> {
  const at = now();
  if ((await dueEndpoints(db, at)).length === 0) return [];
  const leaseUntil = new Date(at.getTime() + leaseMs);
  return await leaseDue(db, { now: at, leaseUntil }, (due, inFlight) => shareOut(due, inFlight, first));
}

/** One attempt: sends, and writes down what became of it. Never throws but where the database is away. */
export async function attemptDelivery(
  parts: DeliverParts,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const { db, now } = parts;
  const endpoint = await findEndpoint(db, delivery.endpointId, null);
  if (endpoint === null) return;
  if (endpoint.state === 'disabled') return await giveBack(db, delivery, now());
  const began = performance.now();
  const answer = await send(parts, endpoint, delivery, signal);
  if (answer === 'stopped') return await giveBack(db, delivery, now());
  const tookMs = Math.round(performance.now() - began);
  const end = endOf(parts, delivery, { ...answer, tookMs });
  await writeEnd(parts, endpoint, delivery, { end, waitMs: answer.waitMs });
}

interface Answered {
  readonly status: number | null;
  readonly text: string | null;
  readonly problem: AppError | null;
  /** How long the receiver asked to wait. */
  readonly waitMs: number | null;
}

const patienceStatuses = [429, 502, 503, 504];

async function send(
  parts: DeliverParts,
  endpoint: WebhookEndpoint,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Answered | 'stopped'> {
  const { db, secretKey, now, limits, lookup } = parts;
  try {
    const config = await parts.settings.current();
    const url = new URL(endpoint.url);
    const secrets = await webhookSecrets(db, secretKey, endpoint, now());
    const { eventKey: id } = delivery;
    const answer = await postWebhook(
      { ...postSettingsOf(config), ...limits, now, ...(lookup && { lookup }) },
      { url, id, body: bodyOf(delivery), secrets, hubSignature: endpoint.hubSignature },
      signal,
    );
    const { status, text } = answer;
    const isTaken = status >= 200 && status < 300;
    return {
      status,
      text: beginningOf(text),
      problem: isTaken ? null : new AppError('webhook_refused', { host: url.host, status }),
      waitMs: patienceStatuses.includes(status) ? waitOf(answer.headers['retry-after'], now()) : null,
    };
  } catch (error) {
    if (signal.aborted) return 'stopped';
    if (!(error instanceof AppError)) throw error;
    return { status: null, text: null, problem: error, waitMs: null };
  }
}

/** No more bytes than are kept, without half a letter at the end. */
function beginningOf(text: string): string {
  const bytes = Buffer.from(text.replaceAll('\0', '')).subarray(0, answerKept);
  return new TextDecoder().decode(bytes).replace(/\uFFFD+$/, '');
}

/** What the settings say of any webhook. */
export function postSettingsOf(config: Config) {
  return {
    allowedNetworks: config.WEBHOOK_ALLOWED_NETWORKS,
    extraCa: extraCaOf(config),
    userAgent: `eclaim-rep/${programVersion}`,
  };
}

/** The body as it is signed, equal in every attempt. */
export function bodyOf({ type, at, data }: Pick<Delivery, 'type' | 'at' | 'data'>): string {
  return `{"type":${JSON.stringify(type)},"timestamp":"${bangkokInstant(at)}","data":${data}}`;
}

function endOf(
  { now, chance }: DeliverParts,
  { attempts }: Delivery,
  answered: Answered & { readonly tookMs: number },
): AttemptEnd {
  const { status, text, problem, waitMs, tookMs } = answered;
  const said = {
    tookMs,
    httpStatus: status,
    answer: text,
    problem: problem?.code ?? null,
    texts: problem && { th: problem.text('th'), en: problem.text('en') },
  };
  if (problem === null) return { ...said, state: 'delivered', dueAt: null };
  if (problem.code === 'address_not_allowed') return { ...said, state: 'blocked', dueAt: null };
  if (status === 410) return { ...said, state: 'dropped', dueAt: null };
  const dueAt = nextAttempt(attempts, now(), { chance: chance(), waitMs });
  return { ...said, state: dueAt === null ? 'failed' : 'waiting', dueAt };
}

async function writeEnd(
  parts: DeliverParts,
  endpoint: WebhookEndpoint,
  delivery: Delivery,
  { end, waitMs }: { readonly end: AttemptEnd; readonly waitMs: number | null },
): Promise<void> {
  const { db, now, log } = parts;
  const at = now();
  const { id } = endpoint;
  const fields = {
    endpoint: id,
    webhook_id: delivery.eventKey,
    attempts: delivery.attempts,
    state: end.state,
  };
  const disabled = await db.transaction(async (tx) => {
    if (!(await endDelivery(tx, delivery, end, at))) return null;
    if (end.state === 'delivered') {
      await noteEndpointSuccess(tx, id, at);
      return null;
    }
    const heldUntil = waitMs === null ? null : new Date(at.getTime() + waitMs);
    await noteEndpointFailure(tx, id, { now: at, heldUntil });
    const reason = end.httpStatus === 410 ? 'gone' : await failingReason(tx, id, at);
    if (reason === null) return null;
    await setEndpointState(tx, id, reason, at);
    if (reason === 'gone') await dropWaiting(tx, id, at);
    return reason;
  });
  if (end.state === 'delivered') log.debug(fields, 'webhook was delivered');
  else log.warn({ ...fields, problem: end.problem }, 'webhook was not delivered');
  if (disabled !== null)
    await standAlert(parts, webhookDisabledAlert({ id, host: new URL(endpoint.url).host }, disabled));
}

/** Five days without one success. */
async function failingReason(
  tx: Parameters<typeof findEndpoint>[0],
  id: number,
  now: Date,
): Promise<'failing' | null> {
  const since = (await findEndpoint(tx, id, null))?.failingSince;
  return since && now.getTime() - Date.parse(since) >= mostFailingMs ? 'failing' : null;
}
