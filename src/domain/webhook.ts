/** Messages to other systems after Standard Webhooks 1.0: what is told, to whom, and when it is tried again. */

export const eventTypes = [
  'case.created',
  'case.updated',
  'case.status_changed',
  'case.deleted',
  'import.completed',
  'import.failed',
  'claim.created',
  'claim.updated',
  'claim.denied',
  'nhso.login_failed',
] as const;
/** What an endpoint may ask for; a ping comes to whoever is pinged. */
export type EventType = (typeof eventTypes)[number];
export const pingType = 'webhook.ping';

/** Whole groups: `case.*`. */
export const eventGroups = ['case.*', 'import.*', 'claim.*', 'nhso.*', '*'] as const;
export const eventPatterns = [...eventTypes, ...eventGroups] as const;
export type EventPattern = (typeof eventPatterns)[number];

export function isEventPattern(text: string): text is EventPattern {
  return (eventPatterns as readonly string[]).includes(text);
}

/** Whether an endpoint that asked for these wants an event of this type. */
export function wantsEvent(patterns: readonly EventPattern[], type: string): boolean {
  const [group = ''] = type.split('.');
  return patterns.some((pattern) => pattern === '*' || pattern === type || pattern === `${group}.*`);
}

/** Whether any event of claims is among what was asked for. */
export function wantsClaims(patterns: readonly EventPattern[]): boolean {
  return patterns.some((pattern) => pattern === '*' || pattern.startsWith('claim.'));
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Wait before each attempt, from the end of the one before, in milliseconds. */
export const deliverySchedule = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** What an endpoint may fail without one success before it is switched off. */
export const mostFailingMs = 5 * 24 * hour;

/** How long the secret of before signs too. */
export const oldSecretMs = 24 * hour;

/** How long events and ended deliveries are kept. */
export const keptEventMs = 30 * 24 * hour;

/**
 * When it is tried again after so many attempts, or null where it has failed. `chance` (0 to 1) adds up to a fifth, so that
 * many do not come at once; nothing is taken off. A receiver that asks for more patience gets it.
 */
export function nextAttempt(
  attempts: number,
  now: Date,
  { chance, waitMs }: { readonly chance: number; readonly waitMs: number | null },
): Date | null {
  const pause = deliverySchedule[attempts];
  if (pause === undefined) return null;
  return new Date(now.getTime() + Math.max(Math.round(pause * (1 + chance / 5)), waitMs ?? 0));
}

export type DeliveryState = 'waiting' | 'sending' | 'delivered' | 'failed' | 'blocked' | 'dropped';
export const deliveryStates = [
  'waiting',
  'sending',
  'delivered',
  'failed',
  'blocked',
  'dropped',
] as const satisfies readonly DeliveryState[];

export type EndpointState = 'enabled' | 'disabled';
/** Who switched an endpoint off: a person, an answer 410, or five days without success. */
export type DisabledReason = 'by_hand' | 'gone' | 'failing';
