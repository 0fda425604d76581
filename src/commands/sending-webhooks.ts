import { createWebhookSender } from '../jobs/webhook-sender.js';
import { type DeliverParts, webhookLimits } from '../services/deliver-webhooks.js';

/** Begins to post events to the systems that want them; answers what ends it. */
export function startWebhooks(parts: Omit<DeliverParts, 'limits' | 'chance'>): () => Promise<void> {
  const sender = createWebhookSender({ ...parts, limits: webhookLimits, chance: Math.random });
  sender.start();
  return () => sender.stop();
}
