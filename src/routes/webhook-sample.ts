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

/** A message as it goes over the line; its identity stays in every attempt, its time and signature are made anew. */
export const webhookMessage = `POST /hooks
content-type: application/json
webhook-id: msg_0123456789abcdef0123456789abcdef
webhook-timestamp: 1770084927
webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=

{"type":"case.status_changed","timestamp":"2026-02-03T09:15:27.482913+07:00","data":{"id":48213,
"case_number":"CASE-2569-000417","tran_id":"999000123","version":2,"from":"open","to":"resolved","url":"/api/v1/cases/48213"}}
`;
