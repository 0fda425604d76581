import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Config, readEnvironment, resolveSettings } from '../config.js';
import type { AlertSeverity } from '../domain/alert.js';
import { createBus } from '../events/bus.js';
import { type PracticeHookServer, startPracticeHookServer } from '../practice/receivers/hook-server.js';
import { type PracticeMailServer, startPracticeMailServer } from '../practice/receivers/mail-server.js';
import { listMessages, retryMessage, takeDueMessage } from '../store/alert-messages.js';
import { closeAlerts, listAlerts, raiseAlert, standAlert } from '../store/alerts.js';
import { eachDatabase } from '../testing/databases.js';
import { silentLog } from '../testing/import-parts.js';
import { gatherAlerts, type SendParts, sendDueMessages, usualSendTiming } from './send-alerts.js';

const minute = 60_000;
const hour = 60 * minute;
const signal = new AbortController().signal;

eachDatabase('sending alerts', (database) => {
  let mail: PracticeMailServer;
  let hooks: PracticeHookServer;
  let clock = Date.parse('2026-06-18T01:00:00Z');
  before(async () => {
    mail = await startPracticeMailServer();
    hooks = await startPracticeHookServer();
  });
  after(async () => {
    await mail.close();
    await hooks.close();
  });
  const now = () => new Date(clock);
  function configOf(channels: string): Config {
    const env = {
      ALERT_CHANNELS: channels,
      SMTP_URL: mail.url,
      SMTP_FROM: 'rep@hospital.example',
      ALERT_EMAIL: 'it@hospital.example',
      ALERT_WEBHOOK_URL: `${hooks.url}/hook`,
      ALERT_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1',
      LINE_CHANNEL_TOKEN: 'token',
      LINE_TO: `C${'1'.repeat(32)}`,
      LINE_BASE_URL: hooks.url,
    };
    const { config, issues } = resolveSettings(readEnvironment({ env, envFile: null }));
    assert.deepEqual(issues, []);
    return config;
  }
  const partsWith = (channels = 'email,webhook,line'): SendParts => ({
    db: database.db,
    bus: createBus(),
    log: silentLog(),
    settings: { current: async () => configOf(channels) },
    now,
    timing: { ...usualSendTiming, limits: { connectMs: 1000, totalMs: 1500 } },
  });
  const raise = (key: string, severity: AlertSeverity = 'warning') =>
    raiseAlert(
      database.db,
      { key, severity, title: { th: `เรื่อง ${key}`, en: `Matter ${key}` }, details: {} },
      now(),
    );
  const stand = (key: string, severity: AlertSeverity = 'warning') =>
    database.db.transaction((tx) =>
      standAlert(
        tx,
        { key, severity, title: { th: `เรื่อง ${key}`, en: `Matter ${key}` }, details: {} },
        now(),
      ),
    );
  const settle = (key: string) => closeAlerts(database.db, [key], now(), null);
  /** As after each message: what comes next is gathered anew. */
  const nextDigest = () => {
    clock += 11 * minute;
  };
  const tell = async (parts = partsWith()) => {
    const made = await gatherAlerts(parts);
    await sendDueMessages(parts, signal);
    return made;
  };
  const newest = async (count: number) => {
    const rows = await listMessages(
      database.db,
      { channel: null, state: null },
      { limit: count, after: null },
    );
    return rows.map(({ channel, state, lines }) => [
      channel,
      state,
      lines.map(({ key, kind }) => `${kind} ${key}`).join(' '),
    ]);
  };

  test('thirty files in a minute are one message on each way, not before the minute is over', async () => {
    for (let file = 0; file < 30; file++) await raise(`file/rep/${file}/failed`, 'error');
    assert.equal(await tell(), 0);
    clock += minute;
    assert.equal(await tell(), 3);
    assert.equal(mail.mails.length, 1);
    assert.deepEqual(hooks.calls.map(({ path }) => path).sort(), ['/hook', '/v2/bot/message/push']);
    assert.deepEqual(
      (await newest(3)).map(([channel, state]) => `${channel} ${state}`),
      ['line sent', 'webhook sent', 'email sent'],
    );
    await raise('file/rep/31/failed', 'error');
    clock += 2 * minute;
    assert.equal(await tell(), 0, 'a flood goes on as a digest every ten minutes');
    nextDigest();
    assert.equal(await tell(), 3);
    assert.equal(await tell(), 0);
  });

  test('an open matter is not repeated within a day, but when it gets worse; its end is told once', async () => {
    nextDigest();
    await stand('disk/DATA_DIR');
    clock += minute;
    assert.equal(await tell(partsWith('email')), 1);
    const mails = mail.mails.length;
    for (let look = 0; look < 5; look++) {
      nextDigest();
      await stand('disk/DATA_DIR');
      await raise('disk/DATA_DIR');
      clock += minute;
      assert.equal(await tell(partsWith('email')), 0);
    }
    await stand('disk/DATA_DIR', 'error');
    clock += minute;
    assert.equal(await tell(partsWith('email')), 1);
    clock += 25 * hour;
    await stand('disk/DATA_DIR', 'error');
    clock += minute;
    assert.equal(await tell(partsWith('email')), 1, 'a day later it is told again');
    nextDigest();
    await settle('disk/DATA_DIR');
    clock += minute;
    assert.equal(await tell(partsWith('email')), 1);
    assert.deepEqual((await newest(1))[0]?.[2], 'resolved disk/DATA_DIR');
    assert.equal(mail.mails.length, mails + 3);
  });

  test('what came and went before anybody was told is silent, and so is what a person has closed', async () => {
    nextDigest();
    await stand('clock/a');
    await settle('clock/a');
    await raise('file/rep/77/controls');
    const user = await database.db.insert('users', { username: 'seen', language: 'th' });
    await closeAlerts(database.db, ['file/rep/77/controls'], now(), user);
    clock += minute;
    assert.equal(await tell(), 0);
  });

  test('with no way out switched on nothing is sent, and nothing later either', async () => {
    nextDigest();
    await raise('file/rep/78/failed');
    clock += minute;
    assert.equal(await tell(partsWith('none')), 0);
    assert.equal(await tell(), 0);
  });

  test('of two processes one makes and sends each message', async () => {
    nextDigest();
    const [mails, calls] = [mail.mails.length, hooks.calls.length];
    await raise('file/rep/80/failed');
    clock += minute;
    const two = database.db.dialect.singleProcess ? [partsWith()] : [partsWith(), partsWith()];
    await Promise.all(two.map(async (parts) => await tell(parts)));
    assert.deepEqual([mail.mails.length, hooks.calls.length], [mails + 1, calls + 2]);
  });

  test('a process that ends between alert and sending, or while it sends, leaves the message to the next', async () => {
    nextDigest();
    await raise('file/rep/81/failed');
    clock += minute;
    const parts = partsWith('webhook');
    assert.equal(await gatherAlerts(parts), 1);
    const calls = hooks.calls.length;
    const taken = await takeDueMessage(database.db, now(), new Date(clock + parts.timing.lease));
    assert.ok(taken);
    await sendDueMessages(parts, signal);
    assert.equal(hooks.calls.length, calls, 'another process still has it');
    clock += parts.timing.lease;
    await sendDueMessages(parts, signal);
    await sendDueMessages(parts, signal);
    assert.equal(hooks.calls.length, calls + 1);
    assert.equal(hooks.calls.at(-1)?.headers['webhook-id'], `msg_${taken.messageKey}`);
  });

  test('a fault is tried again later; what is refused for good is an alert of its own until a message goes through', async () => {
    nextDigest();
    hooks.next({ status: 500 }, 'cut');
    await raise('file/rep/82/failed');
    clock += minute;
    const parts = partsWith('webhook');
    const calls = hooks.calls.length;
    await tell(parts);
    assert.deepEqual((await newest(1))[0]?.slice(0, 2), ['webhook', 'waiting']);
    clock += 30_000;
    await sendDueMessages(parts, signal);
    assert.equal(hooks.calls.length, calls + 1);
    clock += minute;
    await sendDueMessages(parts, signal);
    clock += 7 * minute;
    await sendDueMessages(parts, signal);
    assert.deepEqual([(await newest(1))[0]?.[1], hooks.calls.length], ['sent', calls + 3]);

    nextDigest();
    hooks.next({ status: 410 });
    await raise('file/rep/83/failed');
    clock += minute;
    await tell(parts);
    const [message] = await listMessages(
      database.db,
      { channel: 'webhook', state: 'failed' },
      { limit: 1, after: null },
    );
    assert.equal(message?.problem, 'webhook_refused');
    assert.match(message?.answer.en ?? '', /answered HTTP 410/);
    const open = async () =>
      (await listAlerts(database.db, { open: true }, { limit: 99, after: null })).filter(
        ({ alert_key }) => alert_key === 'channel/webhook',
      ).length;
    assert.equal(await open(), 1);
    nextDigest();
    assert.equal(await tell(parts), 0, 'it is not told by the way that fails');
    assert.ok(message && (await retryMessage(database.db, message.id, now())));
    await sendDueMessages(parts, signal);
    assert.equal(await open(), 0);
    assert.equal(await retryMessage(database.db, message.id, now()), false);
  });

  test('a message whose way was switched off meanwhile is dropped', async () => {
    nextDigest();
    await raise('file/rep/84/failed');
    clock += minute;
    await gatherAlerts(partsWith('line'));
    await sendDueMessages(partsWith('email'), signal);
    assert.deepEqual((await newest(1))[0]?.slice(0, 2), ['line', 'dropped']);
  });
});
