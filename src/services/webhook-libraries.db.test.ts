import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { sql } from '../db/sql.js';
import { createBus } from '../events/bus.js';
import { createWebhookSender } from '../jobs/webhook-sender.js';
import {
  type HookCall,
  type PracticeHookServer,
  startPracticeHookServer,
} from '../practice/receivers/hook-server.js';
import { purgeEvents } from '../store/events.js';
import { eachDatabase } from '../testing/databases.js';
import { webhookRoom } from '../testing/webhook-room.js';
import { commandLineActor as by } from './actor.js';
import { changeWebhook, pingWebhook, rotateWebhookSecret } from './manage-webhooks.js';

const hour = 3_600_000;

/** As libraries that others wrote see it. */
const verifiers = {
  standardwebhooks: (secret: string, body: string, headers: Record<string, string>) =>
    new StandardWebhook(secret).verify(body, headers),
  svix: (secret: string, body: string, headers: Record<string, string>) =>
    new SvixWebhook(secret).verify(body, headers),
} as const;

function headersOf({ headers }: HookCall): Record<string, string> {
  return Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name])]),
  );
}

eachDatabase('webhooks as others see them', (database) => {
  const room = webhookRoom(() => database.db);
  let server: PracticeHookServer;
  const ping = (id: number) => pingWebhook(room.parts(), { id, hospital: null, by });

  before(async () => {
    server = await startPracticeHookServer();
  });
  after(() => server.close());
  beforeEach(async () => {
    await room.clear();
    server.forget();
    server.always({ status: 200 });
  });

  test('independent libraries accept a delivery under old and new secret, and none whose body, id or time is another', async () => {
    // The libraries compare with the clock of this machine.
    room.clock = Date.now();
    const { endpoint, secret: old } = await room.open(`${server.url}/hooks`);
    const { secret: fresh } = await rotateWebhookSecret(room.parts(), {
      id: endpoint.id,
      hospital: null,
      by,
    });
    await ping(endpoint.id);
    await room.turn();
    const [call] = server.calls;
    assert.ok(call);
    const headers = headersOf(call);
    const time = String(Number(headers['webhook-timestamp']) + 1);
    for (const [name, verify] of Object.entries(verifiers)) {
      for (const secret of [old, fresh]) assert.ok(verify(secret, call.body, headers), name);
      assert.throws(() => verify(fresh, `${call.body} `, headers), `${name}: body`);
      assert.throws(
        () => verify(fresh, call.body, { ...headers, 'webhook-id': 'msg_another' }),
        `${name}: id`,
      );
      assert.throws(
        () => verify(fresh, call.body, { ...headers, 'webhook-timestamp': time }),
        `${name}: time`,
      );
      assert.throws(() => verify(`whsec_${'A'.repeat(43)}=`, call.body, headers), `${name}: secret`);
    }
  });

  test('several senders at once deliver each message once', async () => {
    room.clock = Date.now();
    const opened = [await room.open(`${server.url}/a`), await room.open(`${server.url}/b`)];
    const buses = [createBus(), createBus(), createBus()];
    const now = () => new Date();
    const limits = { connectMs: 5000, totalMs: 10_000 };
    const senders = buses.map((bus) => createWebhookSender(room.parts({ bus, now, limits })));
    for (const sender of senders) sender.start();
    const keys: string[] = [];
    for (let n = 0; n < 5; n++) for (const { endpoint } of opened) keys.push(await ping(endpoint.id));
    for (const bus of buses) bus.publish('event.recorded', {});
    const left = async () =>
      (await database.db.query(sql`select id from webhook_deliveries where state = 'delivered'`)).length;
    for (let waited = 0; (await left()) < keys.length && waited < 20_000; waited += 50) await sleep(50);
    await Promise.all(senders.map((sender) => sender.stop()));
    assert.deepEqual(server.calls.map(({ headers }) => headers['webhook-id']).sort(), keys.sort());
  });

  test('what waits for an endpoint that is switched off is purged in its time, what waits for one that is on stays', async () => {
    server.always({ status: 500 });
    const off = (await room.open(`${server.url}/off`)).endpoint;
    const on = (await room.open(`${server.url}/on`)).endpoint;
    await ping(off.id);
    await ping(on.id);
    await room.turn();
    await changeWebhook(room.parts(), { id: off.id, hospital: null, by }, { state: 'disabled' });
    // A later event, so that the mark stands behind these.
    await ping(on.id);
    await room.turn();
    await purgeEvents(database.db, new Date(Date.now() + hour));
    const kept = await database.db.query<{ endpoint_id: number }>(
      sql`select endpoint_id from webhook_deliveries where state = 'waiting' order by id`,
    );
    assert.deepEqual(new Set(kept.map(({ endpoint_id: id }) => id)), new Set([on.id]));
  });
});
