import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { openApiDocument } from './openapi.js';

const header = z.looseObject({ name: z.string(), required: z.boolean(), description: z.string() });
const documentShape = z.looseObject({
  info: z.looseObject({ description: z.string() }),
  webhooks: z.record(z.string(), z.object({ post: z.looseObject({ parameters: z.array(header) }) })),
});

test('the document says who opens the API, and which key signs which header of a webhook', () => {
  const { info, webhooks } = documentShape.parse(openApiDocument([], ''));
  for (const way of [/API key/, /verifyOTP/, /session of the pages/]) assert.match(info.description, way);
  for (const [type, { post }] of Object.entries(webhooks)) {
    const byName = new Map(post.parameters.map((one) => [one.name, one]));
    assert.match(byName.get('webhook-signature')?.description ?? '', /decoded/, type);
    const hub = byName.get('x-hub-signature-256');
    assert.equal(hub?.required, false, type);
    assert.match(hub.description, /body alone, under the newest secret as text/, type);
  }
});
