import type { Tx } from '../db/db.js';
import { mostFailingMs } from '../domain/webhook.js';
import { webhookDisabledAlert } from '../domain/webhook-alert.js';
import {
  type AttemptEnd,
  dropWaiting,
  endDelivered,
  endDelivery,
  giveBack,
} from '../store/webhook-deliveries.js';
import {
  lockEndpoints,
  noteEndpointFailure,
  noteEndpointsSuccess,
  setEndpointState,
  type WebhookEndpoint,
} from '../store/webhook-endpoints.js';
import type { Attempted, DeliverParts } from './deliver-webhooks.js';
import { standAlert } from './raise-alert.js';

type WriteParts = Pick<DeliverParts, 'db' | 'bus' | 'now' | 'log'>;
type OffReason = 'gone' | 'failing';
interface SwitchedOff {
  readonly endpoint: WebhookEndpoint;
  readonly reason: OffReason;
}

/** That it took one lately is written once a minute, and where it failed before. */
const notedAgainMs = 60_000;

/**
 * Writes down what became of attempts, all in one transaction: so many that end at once cost one commit. Attempts that
 * another process has taken over since stay its own. Answers what tells of it, for after the commit.
 */
export async function writeWebhookEnds(
  parts: WriteParts,
  tx: Tx,
  ended: readonly Attempted[],
): Promise<() => Promise<void>> {
  const at = parts.now();
  // Before their deliveries, as whoever takes an endpoint away does: neither waits for the other.
  const endpoints = await lockEndpoints(
    tx,
    ended.map(({ outgoing }) => outgoing.endpoint.id),
  );
  await writeTaken(tx, ended, endpoints, at);
  const switchedOff: SwitchedOff[] = [];
  for (const one of ended) {
    const endpoint = endpoints.get(one.outgoing.endpoint.id);
    const found = endpoint && (await writeOther(tx, one, endpoint, at));
    if (found) switchedOff.push(found);
  }
  return async () => {
    for (const one of ended) say(parts, one);
    for (const { endpoint, reason } of switchedOff) {
      const alert = webhookDisabledAlert({ id: endpoint.id, host: new URL(endpoint.url).host }, reason);
      await standAlert(parts, alert);
    }
  };
}

async function writeTaken(
  tx: Tx,
  ended: readonly Attempted[],
  endpoints: ReadonlyMap<number, WebhookEndpoint>,
  at: Date,
): Promise<void> {
  const taken = ended.flatMap(({ outgoing: { delivery }, end }) =>
    end !== 'stopped' && end.state === 'delivered' ? [{ ...delivery, ...end }] : [],
  );
  await endDelivered(tx, taken, at);
  const ids = new Set(taken.map(({ endpointId }) => endpointId));
  const isNews = ({ failingSince, heldUntil, lastSuccessAt }: WebhookEndpoint) =>
    failingSince !== null ||
    heldUntil !== null ||
    lastSuccessAt === null ||
    Date.parse(lastSuccessAt) < at.getTime() - notedAgainMs;
  const told = [...endpoints.values()].filter((endpoint) => ids.has(endpoint.id) && isNews(endpoint));
  await noteEndpointsSuccess(
    tx,
    told.map(({ id }) => id),
    at,
  );
}

/** What was not taken; answers why its endpoint is switched off by it, if it is. */
async function writeOther(
  tx: Tx,
  { outgoing: { delivery }, end, waitMs }: Attempted,
  { id, state, disabledReason }: WebhookEndpoint,
  at: Date,
): Promise<SwitchedOff | null> {
  if (end === 'stopped') await giveBack(tx, delivery, at);
  if (end === 'stopped' || end.state === 'delivered') return null;
  const isGone = state === 'disabled' && disabledReason === 'gone';
  if (!(await endDelivery(tx, delivery, isGone ? droppedBy(end) : end, at))) return null;
  const heldUntil = waitMs === null ? null : new Date(at.getTime() + waitMs);
  await noteEndpointFailure(tx, id, { now: at, heldUntil });
  const [now] = (await lockEndpoints(tx, [id])).values();
  if (now === undefined || now.state === 'disabled') return null;
  const reason = reasonOf(end, now, at);
  if (reason === null) return null;
  await setEndpointState(tx, id, reason, at);
  if (reason === 'gone') await dropWaiting(tx, id, at);
  return { endpoint: now, reason };
}

/** The receiver has said meanwhile that it is gone: what was on its way then is not tried again either. */
function droppedBy(end: AttemptEnd): AttemptEnd {
  return { ...end, state: 'dropped', dueAt: null };
}

/** It is gone, or has not taken one for five days. */
function reasonOf({ httpStatus }: AttemptEnd, { failingSince }: WebhookEndpoint, at: Date): OffReason | null {
  if (httpStatus === 410) return 'gone';
  const isLong = failingSince !== null && at.getTime() - Date.parse(failingSince) >= mostFailingMs;
  return isLong ? 'failing' : null;
}

function say({ log }: WriteParts, { outgoing: { delivery, endpoint }, end }: Attempted): void {
  if (end === 'stopped') return;
  const { eventKey: webhook_id, attempts } = delivery;
  const fields = { endpoint: endpoint.id, webhook_id, attempts, state: end.state };
  if (end.state === 'delivered') log.debug(fields, 'webhook was delivered');
  else log.warn({ ...fields, problem: end.problem }, 'webhook was not delivered');
}
