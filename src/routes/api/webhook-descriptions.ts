import { eventMeanings } from '../../domain/event-data.js';
import { meaningOf } from '../../domain/json-fields.js';
import { eventTypes, pingType } from '../../domain/webhook.js';
import { eventBody } from '../../domain/webhook-json.js';
import { type Json, schemaOf } from './json-schema.js';

const webhookHeaders: readonly (readonly [name: string, required: boolean, description: string])[] = [
  ['webhook-id', true, 'The same in every attempt and replay'],
  ['webhook-timestamp', true, 'Unix seconds of this attempt'],
  [
    'webhook-signature',
    true,
    'One `v1,BASE64` for each valid secret, with blanks between: HMAC-SHA256 over `webhook-id.webhook-timestamp.body` under the base64 part of the secret, decoded',
  ],
  [
    'x-hub-signature-256',
    false,
    'Where the endpoint has hub_signature: `sha256=` and hex of HMAC-SHA256 over the body alone, under the newest secret as text, `whsec_` included; the secret of before does not sign it',
  ],
];

/** What is posted to endpoints of others, each type with the fields that it has. */
export function webhookDescriptions(): Json {
  const headers = webhookHeaders.map(([name, required, description]) => ({
    name,
    in: 'header',
    required,
    schema: { type: 'string' },
    description,
  }));
  const post = (type: keyof typeof eventMeanings) => ({
    summary: `Event ${type}, after Standard Webhooks 1.0`,
    ...meaningOf(eventMeanings[type]),
    parameters: headers,
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(eventBody(type), 'output') } },
    },
    responses: { '2XX': { description: 'Taken' }, default: { description: 'Sent again later; 410 ends it' } },
  });
  return Object.fromEntries(([...eventTypes, pingType] as const).map((type) => [type, { post: post(type) }]));
}
