import type { Tx } from '../db/db.js';
import { lockMark } from '../store/events.js';
import { type DueNow, hasDue, type Leased, leaseDue } from '../store/webhook-deliveries.js';
import type { Attempted, DeliverParts, Outgoing } from './deliver-webhooks.js';
import { webhookSecrets } from './webhook-secrets.js';
import { writeWebhookEnds } from './write-webhook-ends.js';

/** A row whose process said nothing for so long is sent again. */
const leaseMs = 60_000;
const mostAtOnce = 16;
const mostOfEndpoint = 4;
/** One that did not take the last one, or never took any, gets one at a time: several that hang leave room for the others. */
const mostOfUnproven = 1;

/** Shares the free places among endpoints, one each in turn; `first` is where the turn begins. */
function shareOut({ endpoints: due, inFlight }: DueNow, first: number): ReadonlyMap<number, number> {
  const inTurn = [
    ...due.filter(({ endpoint }) => endpoint.id >= first),
    ...due.filter(({ endpoint }) => endpoint.id < first),
  ];
  const shares = new Map<number, number>();
  let free = mostAtOnce - inFlight;
  for (let round = 1; round <= mostOfEndpoint && free > 0; round++)
    for (const { endpoint, inFlight: busy } of inTurn) {
      const isProven = endpoint.failingSince === null && endpoint.lastSuccessAt !== null;
      const most = isProven ? mostOfEndpoint : mostOfUnproven;
      if (free <= 0 || busy + round > most) continue;
      shares.set(endpoint.id, round);
      free--;
    }
  return shares;
}

/**
 * Writes down what ended, takes what is due and may go now, and reads once what sending all of that needs. `first` is the
 * endpoint whose turn it is.
 */
export async function takeDue(
  parts: DeliverParts,
  { ended, first }: { readonly ended: readonly Attempted[]; readonly first: number },
): Promise<Outgoing[]> {
  const { db, now } = parts;
  if (ended.length === 0 && !(await hasDue(db, now()))) return [];
  const { leased, tell } = await db.transaction(async (tx) => {
    await lockMark(tx);
    const written = await writeWebhookEnds(parts, tx, ended);
    return { tell: written, leased: await lease(tx, now(), first) };
  });
  await tell();
  return await equipped(parts, leased);
}

/** Writes down what ended, where nothing more is to be sent or writing it together failed. */
export async function writeDown(parts: DeliverParts, ended: readonly Attempted[]): Promise<void> {
  const tell = await parts.db.transaction((tx) => writeWebhookEnds(parts, tx, ended));
  await tell();
}

function lease(tx: Tx, now: Date, first: number): Promise<Leased[]> {
  const leaseUntil = new Date(now.getTime() + leaseMs);
  return leaseDue(tx, { now, leaseUntil }, (due) => shareOut(due, first));
}

async function equipped(
  { db, now, settings, secretKey }: DeliverParts,
  leased: readonly Leased[],
): Promise<Outgoing[]> {
  if (leased.length === 0) return [];
  const endpoints = new Map(leased.map(({ endpoint }) => [endpoint.id, endpoint]));
  const [config, secrets] = await Promise.all([
    settings.current(),
    webhookSecrets(db, secretKey, [...endpoints.values()], now()),
  ]);
  return leased.map((one) => ({ ...one, secrets: secrets.get(one.endpoint.id) ?? [], config }));
}
