import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import type { Scope } from '../../domain/scope.js';
import { createWebhookSender } from '../../jobs/webhook-sender.js';
import { type PracticeHookServer, startPracticeHookServer } from '../../practice/receivers/hook-server.js';
import { commandLineActor as by } from '../../services/actor.js';
import { handOutEvents } from '../../services/hand-out-events.js';
import { inChangeBatch } from '../../services/in-change-batch.js';
import { makeWebhook } from '../../services/manage-webhooks.js';
import { purgeEvents, recordEvents } from '../../store/events.js';
import { eachDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

eachDatabase('events of which the oldest waits for an endpoint', (database) => {
  test('are read from the beginning, page by page, though later ones were taken away', async () => {
    const { db } = database;
    const app = await startTestApp({ db, env: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' } });
    try {
      const key = await app.key({ scopes: ['webhooks:manage'] });
      const get = async (path: string) => {
        const answer = await fetch(`${app.url}/api/v1/events?limit=1&${path}`, {
          headers: { 'x-api-key': key },
        });
        const body = z
          .looseObject({
            data: z.array(z.looseObject({ data: z.looseObject({ account: z.number() }) })).optional(),
          })
          .parse(await answer.json());
        const told = body.data?.map(({ data }) => data.account) ?? [];
        return { status: answer.status, told, next: answer.headers.get('x-next-cursor') ?? '' };
      };
      const happen = (account: number) =>
        inChangeBatch(db, (tx, batch) => {
          const data = { account, url: '/settings/nhso' };
          return recordEvents(tx, batch, [{ type: 'nhso.login_failed', hospitalCode: '', data }]);
        });
      const input = {
        url: 'http://127.0.0.1:4999/hooks',
        events: ['*' as const],
        description: '',
        hub_signature: false,
      };
      await makeWebhook(app.parts, { input, hospital: null, by });
      const stale = await get('updated_since=1970-01-01T00:00:00Z');
      for (const n of [1, 2, 3]) await happen(n);
      await handOutEvents({ db, now: () => new Date() });
      // The first one was sent again by hand and waits; what is older than the others was taken away with them.
      await db.execute(
        sql`update webhook_deliveries set state = 'delivered' where event_id <> (select min(id) from events)`,
      );
      await purgeEvents(db, new Date(Date.now() + 3_600_000));
      const told: number[] = [];
      let page = await get('updated_since=1970-01-01T00:00:00Z');
      for (; page.told.length > 0; page = await get(`cursor=${page.next}`)) told.push(...page.told);
      assert.deepEqual([page.status, told], [200, [1, 3]]);
      assert.equal((await get(`cursor=${stale.next}`)).status, 410);
    } finally {
      await app.close();
    }
  });
});

eachDatabase('webhooks over HTTP', (database) => {
  let app: TestApp;
  let server: PracticeHookServer;
  let key: string;

  before(async () => {
    server = await startPracticeHookServer();
    app = await startTestApp({ db: database.db, env: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' } });
    key = await app.key({ scopes: ['webhooks:manage', 'cases:write'], ratePerMinute: 10_000 });
  });
  after(async () => {
    await server.close();
    await app.close();
  });

  async function call(
    method: string,
    path: string,
    body?: object,
    { as = key, once }: { readonly as?: string; readonly once?: string } = {},
  ): Promise<Answer> {
    const headers = {
      'x-api-key': as,
      ...(body && { 'content-type': 'application/json' }),
      ...(once && { 'idempotency-key': once }),
    };
    const answer = await fetch(`${app.url}/api/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const read: unknown = text === '' ? {} : JSON.parse(text);
    return { status: answer.status, headers: answer.headers, body: read as Record<string, unknown> };
  }
  const keyWith = (...scopes: Scope[]) => app.key({ scopes });
  const send = () =>
    createWebhookSender({
      ...app.parts,
      limits: { connectMs: 1000, totalMs: 1500 },
      chance: () => 0,
    }).turn();
  const hooks = () => ({ url: `${server.url}/hooks`, events: ['case.*'], description: 'HIS' });

  test('an endpoint is made once, shown without its secret, changed, and taken away', async () => {
    const made = await call('POST', '/webhooks', hooks(), { once: 'make-1' });
    assert.equal(made.status, 201);
    assert.match(String(made.body.secret), /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.equal(made.headers.get('cache-control'), 'no-store');
    assert.equal(made.headers.get('location'), `/api/v1/webhooks/${made.body.id}`);
    const again = await call('POST', '/webhooks', hooks(), { once: 'make-1' });
    assert.deepEqual([again.status, again.body], [201, made.body]);
    const { secret: _secret, ...known } = made.body;
    const path = `/webhooks/${made.body.id}`;
    assert.deepEqual((await call('GET', path)).body, known);
    assert.deepEqual((await call('GET', '/webhooks')).body.data, [known]);
    const changed = await call('PATCH', path, { events: ['claim.denied'], state: 'disabled' });
    assert.deepEqual(
      [changed.body.events, changed.body.state, changed.body.disabled_reason, changed.body.url],
      [['claim.denied'], 'disabled', 'by_hand', known.url],
    );
    assert.equal((await call('POST', `${path}/ping`)).status, 409);
    assert.equal((await call('DELETE', path)).status, 204);
    assert.equal((await call('GET', path)).status, 404);
  });

  test('addresses of the own network are refused at save, and wrong fields named', async () => {
    for (const url of [
      'http://[::ffff:10.0.0.1]/',
      'https://2130706434/',
      'https://10.1.2.3/',
      'https://user@203.0.114.1/',
      'https://203.0.114.1:25/',
      'http://169.254.169.254/',
      'ftp://203.0.114.1/',
    ]) {
      const refused = await call('POST', '/webhooks', { ...hooks(), url });
      assert.equal(refused.status, 422, url);
      assert.match(String(refused.body.type), /\/url-not-allowed$/, url);
    }
    for (const [field, value] of Object.entries({ url: 'nowhere', events: ['case.eaten'], more: 1 })) {
      const refused = await call('POST', '/webhooks', { ...hooks(), [field]: value });
      assert.equal(refused.status, 422);
      assert.match(JSON.stringify(refused.body.errors), new RegExp(`/${field}`));
    }
    assert.deepEqual((await call('GET', '/webhooks')).body.data, []);
  });

  test('ping, log, replay under the same id, rotation, and catching up by cursor', async () => {
    const made = await call('POST', '/webhooks', hooks());
    const path = `/webhooks/${made.body.id}`;
    const begin = await call('GET', '/events?updated_since=1970-01-01T00:00:00Z');
    const pinged = await call('POST', `${path}/ping`);
    assert.equal(pinged.status, 202);
    await call('POST', '/cases', { title: 'ขอเอกสาร', category: 'document', priority: 'low' });
    await send();
    const log = await call('GET', `${path}/deliveries?state=delivered`);
    const rows = log.body.data as { id: number; type: string; event_id: string; status: number }[];
    assert.deepEqual(
      rows.map(({ type, status }) => [type, status]),
      [
        ['case.created', 200],
        ['webhook.ping', 200],
      ],
    );
    assert.equal(rows[1]?.event_id, pinged.body.event_id);
    const before = server.calls.length;
    assert.equal((await call('POST', `${path}/deliveries/${rows[0]?.id}/replay`)).status, 202);
    await send();
    assert.equal(server.calls.length, before + 1);
    assert.equal(server.calls.at(-1)?.headers['webhook-id'], rows[0]?.event_id);
    const rotated = await call('POST', `${path}/rotate`);
    assert.notEqual(rotated.body.secret, made.body.secret);
    await call('POST', `${path}/ping`);
    await send();
    assert.equal(String(server.calls.at(-1)?.headers['webhook-signature']).split(' ').length, 2);
    const since = await call('GET', `/events?cursor=${String(begin.body.next_cursor)}`);
    const events = since.body.data as { id: string; type: string }[];
    assert.deepEqual(
      events.map(({ id, type }) => [id, type]),
      [[rows[0]?.event_id, 'case.created']],
    );
    assert.deepEqual((await call('GET', '/events?type=case.deleted')).body.data, []);
  });

  test('without the scope, or for a key of another hospital, there is nothing', async () => {
    const made = await call('POST', '/webhooks', hooks());
    const path = `/webhooks/${made.body.id}`;
    const bare = await keyWith('cases:read');
    assert.equal((await call('GET', '/webhooks', undefined, { as: bare })).status, 403);
    assert.equal((await call('GET', '/events', undefined, { as: bare })).status, 403);
    const other = await app.key({ scopes: ['webhooks:manage'], hospital: '99998' });
    assert.deepEqual((await call('GET', '/webhooks', undefined, { as: other })).body.data, []);
    for (const [method, below] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/ping'],
      ['POST', '/rotate'],
      ['GET', '/deliveries'],
      ['POST', '/deliveries/1/replay'],
    ] as const)
      assert.equal((await call(method, `${path}${below}`, undefined, { as: other })).status, 404, below);
  });
});
