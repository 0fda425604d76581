import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '../db/sql.js';
import { deliverySchedule } from '../domain/webhook.js';
import { createWebhookSender } from '../jobs/webhook-sender.js';
import { type PracticeHookServer, startPracticeHookServer } from '../practice/receivers/hook-server.js';
import { listDeliveries } from '../store/webhook-deliveries.js';
import { findEndpoint } from '../store/webhook-endpoints.js';
import { eachDatabase } from '../testing/databases.js';
import { verifies } from '../testing/verifies-call.js';
import { webhookRoom } from '../testing/webhook-room.js';
import { commandLineActor as by } from './actor.js';
import { changeWebhook, pingWebhook, replayWebhook, rotateWebhookSecret } from './manage-webhooks.js';

const hour = 3_600_000;

eachDatabase('answers to webhooks', (database) => {
  const room = webhookRoom(() => database.db);
  let server: PracticeHookServer;
  const url = () => `${server.url}/hooks`;
  const ping = (id: number) => pingWebhook(room.parts(), { id, hospital: null, by });
  const log = (id: number) =>
    listDeliveries(database.db, id, { state: null, type: null }, { below: null, limit: 100 });
  const newest = async (id: number) => (await log(id))[0];
  const endpoint = (id: number) => findEndpoint(database.db, id, null);

  before(async () => {
    server = await startPracticeHookServer();
  });
  after(() => server.close());
  beforeEach(async () => {
    await room.clear();
    server.forget();
  });

  test('all waits of the schedule, each with its jitter, then failed, and a replay by hand under the same id', async () => {
    const { endpoint: made } = await room.open(url());
    server.always({ status: 500 });
    await ping(made.id);
    const waits: number[] = [];
    for (let last = room.clock; waits.length < deliverySchedule.length; ) {
      await room.turn();
      waits.push(room.clock - last);
      last = room.clock;
      const dueAt = (await newest(made.id))?.dueAt;
      if (dueAt) room.clock = Date.parse(dueAt);
      // Five days without success would switch it off before the tenth try.
      await database.db.execute(sql`update webhook_endpoints set failing_since = null`);
    }
    assert.deepEqual(
      waits,
      deliverySchedule.map((wait) => Math.round(wait * 1.1)),
    );
    assert.ok(deliverySchedule.reduce<number>((sum, wait) => sum + wait, 0) > 75 * hour);
    const failed = await newest(made.id);
    assert.deepEqual(
      [failed?.state, failed?.attempts, failed?.dueAt, failed?.httpStatus],
      ['failed', 10, null, 500],
    );
    assert.equal(new Set(server.calls.map(({ headers }) => headers['webhook-id'])).size, 1);
    server.always({ status: 204 });
    await replayWebhook(room.parts(), { id: made.id, hospital: null, by, delivery: failed?.id ?? 0 });
    await room.turn();
    assert.equal(server.calls.length, 11);
    assert.equal(server.calls[10]?.headers['webhook-id'], server.calls[0]?.headers['webhook-id']);
    assert.equal((await newest(made.id))?.state, 'delivered');
  });

  test('410 switches the endpoint off and drops what waits; an alert says so until it is switched on', async () => {
    const { endpoint: made } = await room.open(url());
    server.always({ status: 500 });
    await ping(made.id);
    await room.turn();
    server.always({ status: 410 });
    room.clock += 10_000;
    await ping(made.id);
    await room.turn();
    assert.deepEqual(
      (await log(made.id)).map(({ state }) => state),
      ['dropped', 'dropped'],
    );
    const off = await endpoint(made.id);
    assert.deepEqual([off?.state, off?.disabledReason], ['disabled', 'gone']);
    const alerts = () =>
      database.db.query(
        sql`select id from alerts where alert_key = ${`webhook/${made.id}`} and closed_at is null`,
      );
    assert.equal((await alerts()).length, 1);
    await assert.rejects(ping(made.id), { code: 'webhook_disabled' });
    server.always({ status: 200 });
    await changeWebhook(room.parts(), { id: made.id, hospital: null, by }, { state: 'enabled' });
    assert.equal((await alerts()).length, 0);
    await ping(made.id);
    await room.turn();
    assert.equal((await newest(made.id))?.state, 'delivered');
  });

  test('Retry-After, in seconds or as a date, holds the whole endpoint back; a shorter one does not shorten a wait', async () => {
    const { endpoint: made } = await room.open(url());
    const date = new Date(room.clock + 3 * hour).toUTCString();
    for (const [retryAfter, until] of [
      ['7200', room.clock + 2 * hour],
      [date, Date.parse(date)],
    ] as const) {
      server.forget();
      server.next({ status: 429, headers: { 'retry-after': retryAfter } });
      await ping(made.id);
      await room.turn();
      await ping(made.id);
      await room.turn();
      assert.equal(server.calls.length, 1, retryAfter);
      assert.equal(Date.parse((await endpoint(made.id))?.heldUntil ?? ''), until);
      room.clock = until;
      await room.turn();
      assert.equal(server.calls.length, 3, retryAfter);
    }
    server.next({ status: 503, headers: { 'retry-after': '1' } });
    await ping(made.id);
    await room.turn();
    assert.equal(Date.parse((await newest(made.id))?.dueAt ?? '') - room.clock, 5500);
    server.next({ status: 503, headers: { 'retry-after': '999999999' } });
    room.clock += 6000;
    await room.turn();
    assert.equal(Date.parse((await newest(made.id))?.dueAt ?? '') - room.clock, 24 * hour);
  });

  test('a redirect to anywhere is an attempt that failed: nothing is sent on, and the next attempt goes where it went', async () => {
    const inner = await startPracticeHookServer();
    try {
      const { endpoint: made } = await room.open(url());
      const places = [inner.url, `${server.url}/elsewhere`, '/elsewhere', 'http://169.254.169.254/latest'];
      await ping(made.id);
      let attempts = 0;
      for (const status of [301, 302, 303, 307, 308]) {
        const location = places[attempts % places.length] ?? '';
        server.next({ status, headers: { location } });
        await room.turn();
        attempts += 1;
        const row = await newest(made.id);
        assert.deepEqual(
          [row?.state, row?.httpStatus, row?.attempts],
          ['waiting', status, attempts],
          location,
        );
        assert.equal(row?.problem, 'webhook_refused');
        room.clock = Date.parse(row?.dueAt ?? '');
      }
      assert.equal(inner.calls.length, 0);
      assert.deepEqual(new Set(server.calls.map(({ path }) => path)), new Set(['/hooks']));
      assert.equal(server.calls.length, attempts);
      await room.turn();
      assert.equal((await newest(made.id))?.state, 'delivered');
    } finally {
      await inner.close();
    }
  });

  test('of an answer no more than 1 KiB is kept', async () => {
    const { endpoint: made } = await room.open(url());
    server.next({ status: 500, body: 'ก'.repeat(9000) });
    await ping(made.id);
    await room.turn();
    const row = await newest(made.id);
    assert.ok(Buffer.byteLength(row?.answer ?? '') <= 1024);
    assert.match(row?.answer ?? '', /^ก{300,}$/);
  });

  test('five days without success switch it off', async () => {
    const { endpoint: made } = await room.open(url());
    server.always({ status: 500 });
    await ping(made.id);
    await room.turn();
    room.clock += 5 * 24 * hour - 1000;
    await ping(made.id);
    await room.turn();
    assert.equal((await endpoint(made.id))?.state, 'enabled');
    room.clock += 24 * hour;
    await room.turn();
    const off = await endpoint(made.id);
    assert.deepEqual([off?.state, off?.disabledReason], ['disabled', 'failing']);
    server.always({ status: 200 });
  });

  test('old and new secret both sign for a day; a changed body, id or time is found', async () => {
    const { endpoint: made, secret: old } = await room.open(url(), ['case.*'], true);
    const { secret: fresh } = await rotateWebhookSecret(room.parts(), { id: made.id, hospital: null, by });
    await ping(made.id);
    await room.turn();
    const [call] = server.calls;
    assert.ok(call && verifies(call, old) && verifies(call, fresh));
    const forged = { ...call, body: `${call.body} ` };
    assert.ok(!verifies(forged, fresh));
    for (const name of ['webhook-id', 'webhook-timestamp'])
      assert.ok(!verifies({ ...call, headers: { ...call.headers, [name]: '1614265330' } }, fresh), name);
    const hub = createHmac('sha256', fresh).update(call.body).digest('hex');
    assert.equal(call.headers['x-hub-signature-256'], `sha256=${hub}`);
    room.clock += 24 * hour;
    await ping(made.id);
    await room.turn();
    const later = server.calls[1];
    assert.ok(later && verifies(later, fresh) && !verifies(later, old));
    const kept = await database.db.query<{ cipher: Uint8Array }>(
      sql`select cipher from secrets where name like 'webhook:%'`,
    );
    for (const { cipher } of kept) assert.ok(!Buffer.from(cipher).toString('latin1').includes('whsec_'));
  });

  test('a name that is public when saved and our own when sent to is blocked', async () => {
    const named = 'https://receiver.example/hooks';
    const saved = room.parts({ lookup: async () => await Promise.resolve([{ address: '203.0.114.7' }]) });
    const { endpoint: made } = await room.open(url());
    await changeWebhook(saved, { id: made.id, hospital: null, by }, { url: named });
    await ping(made.id);
    const inside = async () => await Promise.resolve([{ address: '203.0.114.7' }, { address: '10.0.0.7' }]);
    await room.turn({ lookup: inside });
    const row = await newest(made.id);
    assert.deepEqual([row?.state, row?.problem, row?.dueAt], ['blocked', 'address_not_allowed', null]);
  });

  test('what was on its way when a process died goes out again after its lease, under the same id', async () => {
    const { endpoint: made } = await room.open(url());
    await ping(made.id);
    // Sent, and not written down: as a process that is killed leaves it.
    const left = database.db;
    await room.turn();
    await left.execute(sql`update webhook_deliveries set state = 'sending', attempts = 1, ended_at = null,
      due_at = ${new Date(room.clock + 60_000)} where endpoint_id = ${made.id}`);
    await room.turn();
    assert.equal(server.calls.length, 1);
    room.clock += 60_000;
    await room.turn();
    assert.equal(server.calls.length, 2);
    assert.equal(server.calls[0]?.headers['webhook-id'], server.calls[1]?.headers['webhook-id']);
    assert.equal((await newest(made.id))?.state, 'delivered');
  });

  test('one that hangs keeps no other waiting: what another gets comes while the first still hangs', async () => {
    const silent = await startPracticeHookServer();
    silent.always('silent');
    const { endpoint: hung } = await room.open(`${silent.url}/hooks`);
    const { endpoint: quick } = await room.open(url());
    // Far longer than the test takes: whoever waited for the one that hangs would wait this long.
    const sender = createWebhookSender(room.parts({ limits: { connectMs: 60_000, totalMs: 60_000 } }));
    try {
      for (let n = 0; n < 6; n++) await ping(hung.id);
      sender.start();
      const until = async (isSo: () => boolean) => {
        for (let n = 0; n < 1500 && !isSo(); n += 1) await sleep(10);
        assert.ok(isSo());
      };
      await until(() => silent.calls.length > 0);
      for (let n = 1; n <= 3; n++) {
        await ping(quick.id);
        await until(() => server.calls.length === n);
      }
      assert.ok((await log(hung.id)).some(({ state }) => state === 'sending'));
    } finally {
      await sender.stop();
      await silent.close();
    }
    assert.ok((await log(hung.id)).every(({ state, attempts }) => state === 'waiting' && attempts === 0));
  });
});
