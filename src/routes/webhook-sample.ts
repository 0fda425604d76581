/** How a receiver checks a message, as /help/api shows it; a test runs it. */
export const webhookSample = `import { createHmac, timingSafeEqual } from 'node:crypto';

// body: the bytes as they came, before any JSON is read. Answers the event, or throws.
export function verifyWebhook(secret, headers, body, now = Date.now()) {
  const id = headers['webhook-id'];
  const time = headers['webhook-timestamp'];
  if (!(Math.abs(now / 1000 - Number(time)) <= 300)) throw new Error('too old or too new');
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const wanted = createHmac('sha256', key).update(id + '.' + time + '.').update(body).digest();
  const isOurs = String(headers['webhook-signature']).split(' ').some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
  if (!isOurs) throw new Error('not signed by this secret');
  return JSON.parse(body);
}
`;
