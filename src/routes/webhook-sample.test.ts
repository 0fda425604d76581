import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { webhookSignature } from '../channels/webhook-post.js';
import { readWebhookReceiver } from './api-samples.js';
import { webhookSample } from './webhook-sample.js';

type Verify = (secret: string, headers: object, body: string, now: number) => unknown;

test('the sample of the help page takes our signatures and the published one, and nothing that was changed', async () => {
  const loaded: unknown = await import(`data:text/javascript,${encodeURIComponent(webhookSample)}`);
  const { verifyWebhook } = loaded as { verifyWebhook: Verify };
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const body = '{"test": 2432232314}';
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
  const timestamp = 1614265330;
  const published = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
  assert.equal(webhookSignature(secret, { id, timestamp, body }), published);
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,AAAA ${published}`,
  };
  const now = timestamp * 1000;
  assert.deepEqual(verifyWebhook(secret, headers, body, now + 300_000), { test: 2432232314 });
  assert.throws(() => verifyWebhook(secret, headers, body, now + 301_000), /too old/);
  assert.throws(() => verifyWebhook(secret, headers, `${body} `, now), /not signed/);
  assert.throws(() => verifyWebhook(secret, { ...headers, 'webhook-id': 'msg_x' }, body, now), /not signed/);
  assert.throws(
    () => verifyWebhook(secret, { ...headers, 'webhook-timestamp': String(timestamp + 1) }, body, now),
    /not signed/,
  );
});

test('the receiver of the help page takes each of our messages once, and no other', async (t) => {
  if (spawnSync('python3', ['--version']).status !== 0) {
    t.diagnostic('not run: this machine has no python3');
    return;
  }
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const child = spawn('python3', ['-c', readWebhookReceiver().text], {
    env: { PATH: process.env.PATH, PORT: '0', ECLAIM_WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const lines = createInterface({ input: child.stdout });
    const said: string[] = [];
    lines.on('line', (line) => said.push(line));
    await Promise.race([once(lines, 'line'), once(child, 'exit')]);
    const [url = ''] = said;
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/hooks$/);
    const body = '{"type":"case.created","timestamp":"2026-02-03T09:15:27.482913+07:00","data":{"id":7}}';
    const post = async (id: string, seconds = 0, sent = body) => {
      const timestamp = Math.floor(Date.now() / 1000) + seconds;
      const answer = await fetch(url, {
        method: 'POST',
        body: sent,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': `v1,AAAA ${webhookSignature(secret, { id, timestamp, body })}`,
        },
      });
      return answer.status;
    };
    assert.deepEqual([await post('msg_1'), await post('msg_1')], [204, 204]);
    assert.deepEqual(
      [await post('msg_2', -400), await post('msg_2', 400), await post('msg_2', 0, `${body} `)],
      [401, 401, 401],
    );
    assert.equal(await post('msg_3'), 204);
    for (let turn = 0; turn < 100 && said.length < 3; turn++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(said.slice(1), ['case.created {"id": 7}', 'case.created {"id": 7}']);
  } finally {
    const isOver = child.exitCode !== null;
    child.kill();
    if (!isOver) await once(child, 'exit');
  }
});
