import { z } from 'zod';
import { eventData } from './event-data.js';
import { bangkokInstant } from './instant.js';
import { instantField as instant } from './json-fields.js';
import { deliveryStates, type EventType, eventPatterns, eventTypes, type pingType } from './webhook.js';

/** An endpoint as other systems see it. */
export const webhookAnswer = z.object({
  id: z.int(),
  url: z.string(),
  events: z.array(z.enum(eventPatterns)),
  description: z.string(),
  state: z.enum(['enabled', 'disabled']),
  disabled_reason: z.enum(['by_hand', 'gone', 'failing']).nullable(),
  hub_signature: z.boolean(),
  hospital: z.string().nullable().describe('Events of this hospital alone; null = of every one'),
  old_secret_until: instant.nullable().describe('Until then the secret of before signs too'),
  held_until: instant.nullable().describe('The receiver asked for patience'),
  failing_since: instant.nullable(),
  last_success_at: instant.nullable(),
  created_at: instant,
  updated_at: instant,
});
export type WebhookJson = z.output<typeof webhookAnswer>;

export const webhookSecretAnswer = webhookAnswer.extend({
  secret: z.string().describe('Told this once: whsec_ and base64'),
});

export const deliveryAnswer = z.object({
  id: z.int(),
  event_id: z.string().describe('webhook-id, the same in every attempt'),
  type: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  next_attempt_at: instant.nullable(),
  last_attempt_at: instant.nullable(),
  ended_at: instant.nullable(),
  took_ms: z.int().nullable(),
  status: z.int().nullable().describe('HTTP status that was answered last'),
  answer: z.string().nullable().describe('The beginning of what was answered last'),
  problem: z.string().nullable(),
  created_at: instant,
});

const committed = instant.describe('When the change was committed: ISO 8601 with microseconds and +07:00');

/** What is posted to an endpoint. */
export const eventBody = <Type extends EventType | typeof pingType>(type: Type) =>
  z.object({ type: z.literal(type), timestamp: committed, data: eventData[type] });

/** An event as it is read afterwards; pings are for their endpoint alone. */
export const eventAnswer = z.union(
  eventTypes.map((type) => z.object({ id: z.string().describe('webhook-id'), ...eventBody(type).shape })),
);

const orNull = (at: string | null) => (at === null ? null : bangkokInstant(at));

interface EndpointFacts extends Pick<WebhookJson, 'id' | 'url' | 'description' | 'state'> {
  readonly events: readonly WebhookJson['events'][number][];
  readonly disabledReason: WebhookJson['disabled_reason'];
  readonly hubSignature: boolean;
  readonly hospitalCode: string | null;
  readonly oldSecretUntil: string | null;
  readonly heldUntil: string | null;
  readonly failingSince: string | null;
  readonly lastSuccessAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function webhookJson(endpoint: EndpointFacts): WebhookJson {
  return {
    id: endpoint.id,
    url: endpoint.url,
    events: [...endpoint.events],
    description: endpoint.description,
    state: endpoint.state,
    disabled_reason: endpoint.disabledReason,
    hub_signature: endpoint.hubSignature,
    hospital: endpoint.hospitalCode,
    old_secret_until: orNull(endpoint.oldSecretUntil),
    held_until: orNull(endpoint.heldUntil),
    failing_since: orNull(endpoint.failingSince),
    last_success_at: orNull(endpoint.lastSuccessAt),
    created_at: bangkokInstant(endpoint.createdAt),
    updated_at: bangkokInstant(endpoint.updatedAt),
  };
}

interface DeliveryFacts {
  readonly id: number;
  readonly eventKey: string;
  readonly type: string;
  readonly state: (typeof deliveryStates)[number];
  readonly attempts: number;
  readonly dueAt: string | null;
  readonly triedAt: string | null;
  readonly endedAt: string | null;
  readonly tookMs: number | null;
  readonly httpStatus: number | null;
  readonly answer: string | null;
  readonly problem: string | null;
  readonly createdAt: string;
}

export function deliveryJson(delivery: DeliveryFacts): z.output<typeof deliveryAnswer> {
  return {
    id: delivery.id,
    event_id: delivery.eventKey,
    type: delivery.type,
    state: delivery.state,
    attempts: delivery.attempts,
    next_attempt_at: delivery.state === 'waiting' ? orNull(delivery.dueAt) : null,
    last_attempt_at: orNull(delivery.triedAt),
    ended_at: orNull(delivery.endedAt),
    took_ms: delivery.tookMs,
    status: delivery.httpStatus,
    answer: delivery.answer,
    problem: delivery.problem,
    created_at: bangkokInstant(delivery.createdAt),
  };
}

export function eventJson(event: {
  readonly eventKey: string;
  readonly type: string;
  readonly at: string;
  readonly data: string;
}): object {
  const data: unknown = JSON.parse(event.data);
  return { id: event.eventKey, type: event.type, timestamp: bangkokInstant(event.at), data };
}
