import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webhookSignature } from '../channels/webhook-post.js';
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
