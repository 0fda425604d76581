import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { AlertLine, AlertMessage } from '../domain/alert-message.js';
import { type PracticeHookServer, startPracticeHookServer } from '../practice/receivers/hook-server.js';
import {
  type MailManner,
  type PracticeMailServer,
  startPracticeMailServer,
} from '../practice/receivers/mail-server.js';
import type { SendResult } from './channel.js';
import { lineChannel } from './line.js';
import { mailChannel } from './mail.js';
import { ping } from './ping.js';
import { webhookChannel } from './webhook.js';
import { webhookSignature } from './webhook-post.js';

const line = (key: string, change: Partial<AlertLine> = {}): AlertLine => ({
  key,
  kind: 'open',
  severity: 'warning',
  title: { th: `เรื่อง <${key}>`, en: `Matter <${key}>` },
  at: '2026-06-18T01:12:07.000000Z',
  ...change,
});
const message = (...lines: AlertLine[]): AlertMessage => ({
  id: '6f0d3b1c-6a5e-4a57-8a43-0b1f2c3d4e5f',
  lines,
  hospitalCode: '99999',
  address: 'https://rep.example/alerts',
});
const one = message(line('disk/DATA_DIR'));
const quick = { connectMs: 400, totalMs: 600, extraCa: null };
const signal = new AbortController().signal;
const now = () => new Date('2026-06-18T01:13:00Z');

function codeOf(result: SendResult): [string, boolean] {
  assert.equal(result.ok, false);
  return result.ok ? ['', false] : [result.problem.code, result.isFinal];
}

describe('mails', () => {
  let server: PracticeMailServer;
  before(async () => {
    server = await startPracticeMailServer();
  });
  after(() => server.close());
  const withUser = (password: string) => server.url.replace('//', `//eclaim:${password}@`);
  const channel = (url: string) =>
    mailChannel({
      ...quick,
      url,
      from: 'E-Claim REP <rep@hospital.example>',
      to: ['it@hospital.example', 'head@hospital.example'],
    });
  const decoded = (source: string, header: string) => {
    const found = new RegExp(`^${header}: ((?:.*\n[ \t])*.*)`, 'm').exec(source)?.[1] ?? '';
    const words = found.replace(/\?=\s+=\?/g, '?==?');
    return words.replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_all, how: string, text: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : Buffer.from(
            text
              .replace(/_/g, ' ')
              .replace(/=([0-9A-F]{2})/g, (_hex, code: string) =>
                String.fromCharCode(Number.parseInt(code, 16)),
              ),
            'latin1',
          ).toString('utf8'),
    );
  };

  test('each receiver gets one mail with a Thai subject, as text and as HTML', async () => {
    const result = await channel(withUser('geheim')).send(one, signal);
    assert.equal(result.ok, true);
    const [mail, ...others] = server.mails;
    assert.deepEqual([mail?.to.length, others.length], [2, 0]);
    assert.equal(decoded(mail?.source ?? '', 'Subject'), 'E-Claim REP: เรื่อง <disk/DATA_DIR>');
    assert.match(mail?.source ?? '', /Message-ID: <6f0d3b1c-[^>]+@hospital\.example>/i);
    const parts = (mail?.source ?? '').split(/^--.*$/m).map((part) => {
      const body = part.slice(part.indexOf('\n\n')).trim();
      if (/Transfer-Encoding: base64/i.test(part)) return Buffer.from(body, 'base64').toString('utf8');
      const bytes = body
        .replace(/=\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
      return Buffer.from(bytes, 'latin1').toString('utf8');
    });
    const all = parts.join('\n');
    for (const text of [
      '! เรื่อง <disk/DATA_DIR> (18 มิ.ย. 69 08:12)',
      '<li>! Matter &lt;disk/DATA_DIR&gt;',
      'https://rep.example/alerts',
    ])
      assert.ok(all.includes(text), text);
    assert.ok(!all.includes('geheim'));
  });

  test('many matters are one mail that says how many, errors first, the rest counted', async () => {
    const many = Array.from({ length: 30 }, (_, number) =>
      line(`file/rep/${number}/failed`, { severity: number === 29 ? 'error' : 'warning' }),
    );
    await channel(server.url).send(message(...many, line('disk/x', { kind: 'resolved' })), signal);
    const source = server.mails.at(-1)?.source ?? '';
    assert.equal(decoded(source, 'Subject'), 'E-Claim REP: ต้องดู 30 เรื่อง · หมดเรื่องแล้ว 1 เรื่อง');
  });

  test('what the server refuses has its name, and a refused password is not tried again', async () => {
    const say = async (manner: MailManner, url = server.url) => {
      server.next(manner);
      return codeOf(await channel(url).send(one, signal));
    };
    assert.deepEqual(await say('refuse_sign_in', withUser('wrong')), ['mail_sign_in_refused', true]);
    assert.deepEqual(await say('refuse_receiver'), ['mail_receiver_refused', true]);
    assert.deepEqual(await say('busy'), ['mail_refused', false]);
    assert.deepEqual(await say('silent'), ['receiver_silent', false]);
    assert.equal((await say('cut'))[0], 'receiver_unreachable');
    const closed = await startPracticeMailServer();
    await closed.close();
    assert.deepEqual(codeOf(await channel(closed.url).send(one, signal)), ['receiver_unreachable', false]);
    const tls = codeOf(await channel(server.url.replace('smtp:', 'smtps:')).send(one, signal));
    assert.equal(tls[0], 'receiver_tls_failed');
  });
});

describe('webhook, LINE and ping', () => {
  let server: PracticeHookServer;
  before(async () => {
    server = await startPracticeHookServer();
  });
  after(() => server.close());
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const webhook = (allowedNetworks: readonly string[] = ['127.0.0.1'], url = `${server.url}/hooks?key=1`) =>
    webhookChannel({ ...quick, url, secret, allowedNetworks, userAgent: 'eclaim-rep/test', now });
  const chat = () =>
    lineChannel({ ...quick, baseUrl: server.url, token: 'token-of-line', to: `U${'0'.repeat(32)}`, now });

  test('the signature is that of the published example of Standard Webhooks', () => {
    const parts = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
    };
    assert.equal(webhookSignature(secret, parts), 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  test('a webhook is signed, thin, and carries the same id in every attempt', async () => {
    server.next({ status: 500 });
    const first = await webhook().send(one, signal);
    assert.deepEqual(codeOf(first), ['webhook_refused', false]);
    assert.deepEqual(await webhook().send(one, signal), {
      ok: true,
      answer: { th: 'HTTP 200', en: 'HTTP 200' },
    });
    const [before, call] = server.calls.slice(-2);
    assert.ok(before && call);
    assert.equal(call.path, '/hooks?key=1');
    assert.equal(call.headers['webhook-id'], before.headers['webhook-id']);
    const id = String(call.headers['webhook-id']);
    const timestamp = Number(call.headers['webhook-timestamp']);
    assert.equal(
      call.headers['webhook-signature'],
      webhookSignature(secret, { id, timestamp, body: call.body }),
    );
    const body = JSON.parse(call.body);
    assert.deepEqual(
      [body.type, body.data.alerts.length, body.data.alerts[0].key, body.data.alerts[0].state],
      ['alerts.changed', 1, 'disk/DATA_DIR', 'open'],
    );
  });

  test('a webhook obeys Retry-After, ends at 410, follows no redirect, and waits no longer than its limit', async () => {
    server.next({ status: 429, headers: { 'retry-after': '120' } });
    const later = await webhook().send(one, signal);
    assert.equal(later.ok ? null : later.waitMs, 120_000);
    server.next({ status: 410 });
    assert.deepEqual(codeOf(await webhook().send(one, signal)), ['webhook_refused', true]);
    const calls = server.calls.length;
    server.next({ status: 301, headers: { location: `${server.url}/elsewhere` } });
    assert.deepEqual(codeOf(await webhook().send(one, signal)), ['webhook_refused', false]);
    assert.equal(server.calls.length, calls + 1);
    server.next('silent');
    assert.deepEqual(codeOf(await webhook().send(one, signal)), ['receiver_silent', false]);
    server.next('cut');
    assert.equal(codeOf(await webhook().send(one, signal))[0], 'receiver_unreachable');
  });

  test('an address of the own network is refused unless its network is allowed', async () => {
    const calls = server.calls.length;
    for (const url of [
      server.url,
      'https://[::ffff:10.0.0.1]/x',
      'https://2130706433/',
      'http://example.org:22/',
      'https://169.254.169.254/',
    ])
      assert.deepEqual(codeOf(await webhook([], url).send(one, signal)), ['address_not_allowed', true], url);
    assert.deepEqual(codeOf(await webhook(['169.254.0.0/16'], 'http://169.254.169.254/').send(one, signal)), [
      'address_not_allowed',
      true,
    ]);
    assert.equal(server.calls.length, calls);
  });

  test('LINE gets one text with the retry key, and what it answers has its name', async () => {
    assert.equal((await chat().send(one, signal)).ok, true);
    const call = server.calls.at(-1);
    assert.deepEqual(
      [call?.path, call?.headers.authorization, call?.headers['x-line-retry-key']],
      ['/v2/bot/message/push', 'Bearer token-of-line', one.id],
    );
    const body = JSON.parse(call?.body ?? '{}');
    assert.deepEqual([body.messages.length, body.messages[0].type, body.to.length], [1, 'text', 33]);
    assert.match(body.messages[0].text, /เรื่อง <disk\/DATA_DIR>/);
    const say = async (status: number, reason = 'no') => {
      server.next({ status, body: JSON.stringify({ message: reason }) });
      return await chat().send(one, signal);
    };
    assert.deepEqual(codeOf(await say(401)), ['line_token_refused', true]);
    assert.deepEqual(codeOf(await say(400)), ['line_message_refused', true]);
    assert.deepEqual(codeOf(await say(429)), ['line_limit_reached', false]);
    assert.deepEqual(codeOf(await say(500)), ['line_failed', false]);
    assert.equal((await say(409)).ok, true, 'taken before');
    const refused = await say(400, "The property, 'to', in the request body is invalid");
    assert.match(refused.ok ? '' : refused.problem.text('en'), /The property, 'to'/);
    await chat().send(
      message(
        ...Array.from({ length: 40 }, (_, n) =>
          line(`x/${n}`, { title: { th: 'ย'.repeat(300), en: 'y'.repeat(300) } }),
        ),
      ),
      signal,
    );
    assert.ok(JSON.parse(server.calls.at(-1)?.body ?? '{}').messages[0].text.length <= 5000);
  });

  test('a ping is called once more where it failed, and no third time', async () => {
    const settings = {
      ...quick,
      url: `${server.url}/ping/1`,
      allowedNetworks: ['127.0.0.0/8'],
      userAgent: 'eclaim-rep/test',
    };
    const calls = () => server.calls.filter(({ path }) => path === '/ping/1').length;
    assert.equal((await ping(settings, signal)).ok, true);
    server.next({ status: 500 });
    assert.equal((await ping(settings, signal)).ok, true);
    assert.equal(calls(), 3);
    server.next('cut', { status: 503 });
    assert.deepEqual(codeOf(await ping(settings, signal)), ['webhook_refused', false]);
    assert.equal(calls(), 5);
  });
});
