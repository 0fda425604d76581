import type { Lookup } from '../channels/address-guard.js';
import { waitOf } from '../channels/http-call.js';
import { postWebhook } from '../channels/webhook-post.js';
import type { Config } from '../config.js';
import { programVersion } from '../config.js';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { bangkokInstant } from '../domain/instant.js';
import { nextAttempt } from '../domain/webhook.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import type { AttemptEnd, Delivery } from '../store/webhook-deliveries.js';
import type { WebhookEndpoint } from '../store/webhook-endpoints.js';
import type { SendLimits } from './alert-channels.js';
import type { LiveSettings } from './live-settings.js';
import type { SecretKey } from './secret-key.js';
import { extraCaOf } from './upstream-settings-of.js';

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

const answerKept = 1024;

/** A message that is leased, with all that sending it needs. */
export interface Outgoing {
  readonly delivery: Delivery;
  readonly endpoint: WebhookEndpoint;
  /** What signs it, the newest first, or why that cannot be read. */
  readonly secrets: readonly string[] | AppError;
  readonly config: Config;
}

/** What became of a message, before it is written down. */
export interface Attempted {
  readonly outgoing: Outgoing;
  /** 'stopped' = broken off here: it does not count. */
  readonly end: AttemptEnd | 'stopped';
  /** How long the receiver asked to wait. */
  readonly waitMs: number | null;
}

type AttemptParts = Pick<DeliverParts, 'now' | 'chance' | 'limits' | 'lookup'>;

/** One attempt. Touches no table, so that many may be under way at once. */
export async function attemptDelivery(
  parts: AttemptParts,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<Attempted> {
  if (outgoing.endpoint.state === 'disabled') return { outgoing, end: 'stopped', waitMs: null };
  const began = performance.now();
  const answer = await send(parts, outgoing, signal);
  if (answer === 'stopped') return { outgoing, end: answer, waitMs: null };
  const tookMs = Math.round(performance.now() - began);
  return { outgoing, end: endOf(parts, outgoing.delivery, { ...answer, tookMs }), waitMs: answer.waitMs };
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
  { now, limits, lookup }: AttemptParts,
  { delivery, endpoint, secrets, config }: Outgoing,
  signal: AbortSignal,
): Promise<Answered | 'stopped'> {
  try {
    if (secrets instanceof AppError) throw secrets;
    const url = new URL(endpoint.url);
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
  { now, chance }: AttemptParts,
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
