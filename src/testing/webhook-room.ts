import { readEnvironment, resolveSettings } from '../config.js';
import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import type { EventPattern } from '../domain/webhook.js';
import { createBus } from '../events/bus.js';
import { createWebhookSender } from '../jobs/webhook-sender.js';
import { commandLineActor as by } from '../services/actor.js';
import type { DeliverParts } from '../services/deliver-webhooks.js';
import { makeWebhook, removeWebhook, type WithSecret } from '../services/manage-webhooks.js';
import { createSecretKey } from '../services/secret-key.js';
import { silentLog } from './import-parts.js';

/** Webhooks of a test database, on a clock that the test moves. */
export interface WebhookRoom {
  /** Milliseconds. */
  clock: number;
  readonly now: () => Date;
  parts(more?: Partial<DeliverParts>): DeliverParts;
  /** Sends all that is due, until nothing is. */
  turn(more?: Partial<DeliverParts>): Promise<void>;
  open(
    url: string,
    events?: readonly EventPattern[],
    hub?: boolean,
    hospital?: string | null,
  ): Promise<WithSecret>;
  /** Sends what waits, then takes every endpoint away. */
  clear(): Promise<void>;
}

export function webhookRoom(db: () => Db): WebhookRoom {
  const env = { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' };
  const { config } = resolveSettings(readEnvironment({ env, envFile: null }));
  const secretKey = createSecretKey('key of the tests, long enough to be one');
  const room: WebhookRoom = {
    clock: Date.parse('2026-02-03T02:15:27Z'),
    now: () => new Date(room.clock),
    parts: (more = {}) => ({
      db: db(),
      bus: createBus(),
      log: silentLog(),
      settings: { current: async () => await Promise.resolve(config) },
      secretKey,
      now: room.now,
      limits: { connectMs: 1500, totalMs: 2000 },
      chance: () => 0.5,
      ...more,
    }),
    turn: (more) => createWebhookSender(room.parts(more)).turn(),
    open: (url, events = ['case.*'], hub = false, hospital = null) =>
      makeWebhook(room.parts(), {
        input: { url, events: [...events], description: '', hub_signature: hub },
        hospital,
        by,
      }),
    async clear() {
      for (const { id } of await db().query<{ id: number }>(sql`select id from webhook_endpoints`))
        await removeWebhook(room.parts(), { id, hospital: null, by });
      await room.turn();
    },
  };
  return room;
}
