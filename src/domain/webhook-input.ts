import { z } from 'zod';
import { eventPatterns } from './webhook.js';

const url = z
  .string({ error: (issue) => (issue.input === undefined ? 'is required' : 'must be a text') })
  .trim()
  .max(2000)
  .refine((text) => URL.canParse(text), 'is no address')
  .describe('https, or http to an allowed network; ports 80, 443 and from 1024 on');
const events = z
  .array(z.enum(eventPatterns))
  .min(1, 'must name at least one')
  .transform((list) => [...new Set(list)])
  .describe('Types of events, or groups of them: case.*');
const description = z
  .string()
  .trim()
  .max(200)
  .refine((text) => !/\p{Cc}|\p{Cs}/u.test(text), 'holds a character that cannot be stored');
const hubSignature = z
  .boolean()
  .describe('Also send X-Hub-Signature-256, of the body under the text of the newest secret');

/** What a new endpoint is made of. */
export const newWebhookInput = z.strictObject({
  url,
  events,
  description: description.default(''),
  hub_signature: hubSignature.default(false),
});
export type NewWebhookInput = z.output<typeof newWebhookInput>;

/** What is absent stays. */
export const webhookChangeInput = z.strictObject({
  url: url.optional(),
  events: events.optional(),
  description: description.optional(),
  hub_signature: hubSignature.optional(),
  state: z.enum(['enabled', 'disabled']).optional(),
});
export type WebhookChangeInput = z.output<typeof webhookChangeInput>;
