import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { readEnvironment, resolveSettings } from '../config.js';
import { sql } from '../db/sql.js';
import { caseChangeInput, newCaseInput } from '../domain/case-input.js';
import type { EventPattern } from '../domain/webhook.js';
import { createBus } from '../events/bus.js';
import { createWebhookSender } from '../jobs/webhook-sender.js';
import { type PracticeHookServer, startPracticeHookServer } from '../practice/receivers/hook-server.js';
import { listDeliveries } from '../store/webhook-deliveries.js';
import { findEndpoint } from '../store/webhook-endpoints.js';
import { eachDatabase } from '../testing/databases.js';
import { silentLog } from '../testing/import-parts.js';
import { readEvent } from '../testing/read-event.js';
import { commandLineActor as by } from './actor.js';
import { changeCase } from './change-case.js';
import { createCase } from './create-case.js';
import { removeCase } from './delete-case.js';
import type { DeliverParts } from './deliver-webhooks.js';
import { makeWebhook, pingWebhook, removeWebhook } from './manage-webhooks.js';
import { createSecretKey } from './secret-key.js';

const reach = { hospital: null, ownHospital: '99999' };
const hour = 3_600_000;

eachDatabase('webhooks', (database) => {
  let server: PracticeHookServer;
  let clock = Date.parse('2026-02-03T02:15:27Z');
  const now = () => new Date(clock);
  const { config } = resolveSettings(
    readEnvironment({ env: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' }, envFile: null }),
  );
  const parts = (): DeliverParts => ({
    db: database.db,
    bus: createBus(),
    log: silentLog(),
    settings: { current: async () => config },
    secretKey: createSecretKey('key of the tests, long enough to be one'),
    now,
    limits: { connectMs: 500, totalMs: 700 },
    chance: () => 0.5,
  });
  const turn = () => createWebhookSender(parts()).turn();
  const open = async (events: EventPattern[] = ['case.*'], url = `${server.url}/hooks`) =>
    await makeWebhook(parts(), {
      input: { url, events, description: '', hub_signature: false },
      hospital: null,
      by,
    });
  const create = (fields: object = {}) =>
    createCase(
      { db: database.db, now },
      {
        input: newCaseInput.parse({ title: 'ขอเอกสาร', category: 'document', priority: 'high', ...fields }),
        source: 'api',
        reach,
        by,
      },
    );
  const log = (id: number) =>
    listDeliveries(database.db, id, { state: null, type: null }, { below: null, limit: 100 });
  const bodies = () => server.calls.map(({ body }) => readEvent(body));

  before(async () => {
    server = await startPracticeHookServer();
  });
  after(() => server.close());
  beforeEach(async () => {
    await turn();
    for (const { id } of await database.db.query<{ id: number }>(sql`select id from webhook_endpoints`))
      await removeWebhook(parts(), { id, hospital: null, by });
    server.forget();
  });

  test('what becomes of a case is told, thin, in the order of commits', async () => {
    await open();
    const made = await create({
      description: 'นายทดสอบ',
      reporter_phone: '081-234-5678',
      reporter_email: 'a@b.example',
    });
    const input = caseChangeInput.parse({ status: 'resolved', title: 'เสร็จ' });
    await changeCase({ db: database.db, now }, { id: made.id, input, reach, by, ifVersion: null });
    await changeCase({ db: database.db, now }, { id: made.id, input, reach, by, ifVersion: null });
    await removeCase({ db: database.db, now }, { id: made.id, hospital: null, by, ifVersion: null });
    await turn();
    const told = bodies().toSorted((a, b) => (a.type < b.type ? -1 : 1));
    assert.deepEqual(
      told.map(({ type }) => type),
      ['case.created', 'case.deleted', 'case.status_changed', 'case.updated'],
    );
    const { id, case_number } = made;
    const url = `/api/v1/cases/${id}`;
    assert.deepEqual(told[2]?.data, {
      id,
      case_number,
      tran_id: null,
      version: 2,
      from: 'open',
      to: 'resolved',
      url,
    });
    assert.deepEqual(told[3]?.data, { id, case_number, tran_id: null, version: 2, changed: ['title'], url });
    assert.doesNotMatch(
      server.calls.map(({ body }) => body).join(),
      /ทดสอบ|ขอเอกสาร|เสร็จ|\+66812345678|a@b\.example/,
    );
  });

  test('what was rolled back is not told', async () => {
    await open();
    await assert.rejects(
      createCase(
        { db: database.db, now },
        {
          input: newCaseInput.parse({ title: 'a', category: 'b', priority: 'low' }),
          source: 'api',
          reach,
          by,
        },
        async () => await Promise.reject(new Error('not this time')),
      ),
    );
    await turn();
    assert.equal(server.calls.length, 0);
  });

  test('an endpoint gets what it asked for, and only what came after it', async () => {
    await create();
    const { endpoint } = await open(['case.deleted', 'import.*']);
    const made = await create();
    await turn();
    assert.equal(server.calls.length, 0);
    await removeCase({ db: database.db, now }, { id: made.id, hospital: null, by, ifVersion: null });
    await pingWebhook(parts(), { id: endpoint.id, hospital: null, by });
    await turn();
    assert.deepEqual(
      bodies()
        .map(({ type }) => type)
        .sort(),
      ['case.deleted', 'webhook.ping'],
    );
  });

  test('a receiver that is down for an hour gets all, each once, under the ids of before', async () => {
    const { endpoint } = await open();
    server.always({ status: 503 });
    const made = [await create(), await create(), await create()];
    const until = clock + hour;
    for (; clock < until; clock += 10 * 60_000) await turn();
    const tried = new Set(server.calls.map(({ headers }) => headers['webhook-id']));
    server.always({ status: 200 });
    server.forget();
    for (const end = clock + 3 * hour; clock < end; clock += hour / 2) await turn();
    const told = bodies().map(({ data }) => (data as { id: number }).id);
    assert.deepEqual(told.toSorted(), made.map(({ id }) => id).toSorted());
    for (const { headers } of server.calls) assert.ok(tried.has(headers['webhook-id']));
    assert.deepEqual(new Set((await log(endpoint.id)).map(({ state }) => state)), new Set(['delivered']));
    assert.equal((await findEndpoint(database.db, endpoint.id, null))?.failingSince, null);
  });
});
