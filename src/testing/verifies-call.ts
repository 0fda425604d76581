import { webhookSignature } from '../channels/webhook-post.js';
import type { HookCall } from '../practice/receivers/hook-server.js';

/** As a receiver does it, over the raw body. */
export function verifies({ headers, body }: HookCall, secret: string): boolean {
  const id = String(headers['webhook-id']);
  const timestamp = Number(headers['webhook-timestamp']);
  return String(headers['webhook-signature'])
    .split(' ')
    .includes(webhookSignature(secret, { id, timestamp, body }));
}
