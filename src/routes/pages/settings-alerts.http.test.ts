import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { type PracticeHookServer, startPracticeHookServer } from '../../practice/receivers/hook-server.js';
import { type PracticeMailServer, startPracticeMailServer } from '../../practice/receivers/mail-server.js';
import { addMessage, listMessages } from '../../store/alert-messages.js';
import { latestAudit } from '../../store/audit-log.js';
import { findSecret } from '../../store/secrets.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const page = '/settings/alerts';

describe('settings of alerts', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let mail: PracticeMailServer;
  let hooks: PracticeHookServer;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    mail = await startPracticeMailServer();
    hooks = await startPracticeHookServer();
    app = await startTestApp({
      db: fresh.db,
      env: {
        HOSPITAL_CODE: '99999',
        LINE_BASE_URL: hooks.url,
        WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1',
        NO_REP_ALERT_DAYS: '5',
      },
    });
    // Without an administrator every page leads to the set-up.
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await mail.close();
    await hooks.close();
    await fresh.close();
  });
  const smtpUrl = () => mail.url.replace('//', '//eclaim:very-secret-word@');
  const submit = async (fields: Readonly<Record<string, string>>) => {
    const admin = await app.signedIn('admin');
    return await admin.submit(`${page}?lang=en`, { channel: 'email', ...fields }, page);
  };
  const english = async (address = page) =>
    await (await (await app.signedIn('admin')).get(`${address}?lang=en`)).text();

  test('only administrators see it; a value of the environment is shown and cannot be changed', async () => {
    assert.equal((await (await app.signedIn('claims')).get(page)).status, 403);
    const html = await english();
    assert.match(html, /id="f-NO_REP_ALERT_DAYS"[^>]*value="5"[^>]*disabled/);
    assert.match(html, /Set in the environment; it can be changed there only/);
    assert.equal(html.match(/Not set up/g)?.length, 3);
  });

  test('a mail server is saved encrypted, tried, and never shown again', async () => {
    const answer = await submit({
      SMTP_URL: smtpUrl(),
      SMTP_FROM: 'rep@hospital.example',
      ALERT_EMAIL: 'it@hospital.example',
      do: 'test_email',
    });
    const html = await answer.text();
    assert.deepEqual([answer.status, mail.mails.length], [200, 1]);
    assert.match(html, /The mail server took the test message/);
    assert.match(html, /250 2\.0\.0 OK queued/);
    for (const text of [
      html,
      await english(),
      await english('/settings/effective'),
      await english('/alerts/messages'),
    ])
      assert.ok(!text.includes('very-secret-word'));
    assert.match(await english(), /Saved; leave empty to keep it · 127\.0\.0\.1:\d+/);
    const sealed = await findSecret(fresh.db, 'setting:SMTP_URL');
    assert.ok(sealed && !Buffer.from(sealed.cipher).includes('very-secret-word'));
    assert.ok((await latestAudit(fresh.db, 5)).some(({ subject }) => subject.includes('SMTP_URL')));
    const { ring } = app.parts;
    for (let seq = ring.first(); seq <= ring.last(); seq++)
      assert.ok(!ring.at(seq)?.json.includes('very-secret-word'));
  });

  test('a refused password is said in the words of what to do, and stands in the list of messages', async () => {
    mail.next('refuse_sign_in');
    const html = await (await submit({ do: 'test_email' })).text();
    assert.match(html, /refuses the user name or password \(535\)/);
    assert.match(html, /press test/);
    const messages = await english('/alerts/messages');
    assert.match(messages, /refuses the user name or password/);
    assert.match(messages, /Test message/);
  });

  test('a value that cannot be is refused with its field, and nothing is saved', async () => {
    const answer = await submit({ SMTP_FROM: 'nobody', LINE_TO: 'U123' });
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /href="#f-(SMTP_FROM|LINE_TO)"/);
    assert.equal((await app.parts.settings.current()).SMTP_FROM, 'rep@hospital.example');
    const inner = await submit({ ALERT_WEBHOOK_URL: 'https://10.0.0.7/hook' });
    assert.equal(inner.status, 422);
    assert.match(await inner.text(), /href="#f-ALERT_WEBHOOK_URL"/);
    assert.equal((await app.parts.settings.current()).ALERT_WEBHOOK_URL, null);
  });

  test('a webhook gets a signing key, shown once; another one can be made', async () => {
    const html = await (
      await submit({ channel: 'webhook', ALERT_WEBHOOK_URL: `${hooks.url}/hook`, do: 'test_webhook' })
    ).text();
    const key = /whsec_[A-Za-z0-9+/&#;=x]+/.exec(html)?.[0];
    assert.ok(key);
    assert.match(html, /The webhook.{1,6}s receiver took it/);
    assert.match(String(hooks.calls.at(-1)?.headers['webhook-signature']), /^v1,/);
    assert.ok(!(await english()).includes('whsec_4') && !(await english()).includes(key));
    const again = await (await submit({ do: 'renew_key' })).text();
    assert.ok(/whsec_[A-Za-z0-9+/&#;=x]+/.exec(again)?.[0] !== key);
  });

  test('LINE says what it thinks of token and receiver', async () => {
    const set = { channel: 'line', LINE_CHANNEL_TOKEN: 'line-token-1', LINE_TO: `C${'a'.repeat(32)}` };
    hooks.next({ status: 401, body: '{"message":"Authentication failed"}' });
    const refused = await (await submit({ ...set, do: 'test_line' })).text();
    assert.match(refused, /LINE refuses the token \(HTTP 401\) Authentication failed/);
    assert.ok(!refused.includes('line-token-1'));
    assert.match(await (await submit({ ...set, do: 'test_line' })).text(), /LINE took the test message/);
    await submit({ do: 'forget_line' });
    assert.equal((await app.parts.settings.current()).LINE_CHANNEL_TOKEN, null);
  });

  test('ways are switched by their boxes, and a way that is not set up says so', async () => {
    const admin = await app.signedIn('admin');
    await admin.submit(page, { do: 'save' }, page);
    assert.deepEqual((await app.parts.settings.current()).ALERT_CHANNELS, []);
    assert.match(await (await submit({ do: 'test_line' })).text(), /not set up completely/);
    assert.deepEqual((await app.parts.settings.current()).ALERT_CHANNELS, ['email']);
  });

  test('the list of messages is the same as JSON and CSV, and a failed message can be sent again', async () => {
    const admin = await app.signedIn('admin');
    const lines = [
      {
        key: 'disk/DATA_DIR',
        kind: 'open',
        severity: 'error',
        title: { th: 'ดิสก์', en: 'Disk' },
        at: '2026-06-18T01:00:00Z',
      },
    ] as const;
    await addMessage(fresh.db, { messageKey: 'm1', channel: 'email', lines, at: new Date() });
    await fresh.db.execute(sql`update alert_messages set state = 'failed' where message_key = 'm1'`);
    const twin = z.object({ rows: z.array(z.object({ message_id: z.string() })), total: z.number() });
    const json = twin.parse(
      await (await admin.get('/alerts/messages.json?channel=email&state=failed')).json(),
    );
    assert.ok(json.rows.some((row) => row.message_id === 'm1'));
    const csv = await (await admin.get('/alerts/messages.csv?channel=email')).text();
    assert.match(csv, /open disk\/DATA_DIR/);
    const [failed] = await listMessages(
      fresh.db,
      { channel: 'email', state: 'failed' },
      { limit: 1, after: null },
    );
    assert.equal(failed?.messageKey, 'm1');
    const answer = await admin.submit(`/alerts/messages/${failed?.id}/retry`, {}, '/alerts/messages');
    assert.equal(answer.status, 303);
    const [waiting] = await listMessages(
      fresh.db,
      { channel: 'email', state: 'waiting' },
      { limit: 1, after: null },
    );
    assert.equal(waiting?.messageKey, 'm1');
    assert.equal((await admin.submit('/alerts/messages/999/retry', {}, '/alerts/messages')).status, 404);
    assert.equal((await admin.get('/alerts/messages?channel=fax')).status, 400);
  });
});
