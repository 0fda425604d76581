import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { thaiMeaning, thaiSummary } from '../../domain/json-fields.js';
import { eventTypes, pingType } from '../../domain/webhook.js';
import { readEvent } from '../../testing/read-event.js';
import { routes } from '../index.js';
import { webhookMessage } from '../webhook-sample.js';
import { openApiDocument, openApiPath } from './openapi.js';
import { parameterNames } from './parameter-texts.js';

const thai = z.string().regex(/\p{Script=Thai}/u);
const meaning = z.looseObject({ description: z.string().min(1), [thaiMeaning]: thai });
const header = z.looseObject({ name: z.string(), required: z.boolean(), description: z.string() });
const schema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  items: z.looseObject({ enum: z.array(z.string()).optional() }).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});
const operation = z.looseObject({
  summary: z.string().min(1),
  [thaiSummary]: thai,
  operationId: z.string().regex(/^[a-z]+[A-Z]\w*$/),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), schema })),
  requestBody: z.object({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) }).optional(),
  responses: z.record(z.string(), z.looseObject({ headers: z.record(z.string(), z.unknown()) })),
});
const field = z.looseObject({ ...meaning.shape, properties: z.record(z.string(), meaning).optional() });
const body = z.looseObject({
  properties: z.object({
    type: z.object({ type: z.literal('string'), const: z.string() }),
    timestamp: z.looseObject({ format: z.literal('date-time') }),
    data: z.looseObject({ properties: z.record(z.string(), field) }),
  }),
});
const content = z.object({ 'application/json': z.object({ schema: body }) });
const documentShape = z.looseObject({
  info: z.looseObject({ description: z.string() }),
  components: z.looseObject({ headers: z.record(z.string(), meaning) }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  webhooks: z.record(
    z.string(),
    z.object({
      post: z.looseObject({
        ...meaning.shape,
        parameters: z.array(header),
        requestBody: z.looseObject({ content }),
      }),
    }),
  ),
});
const document = documentShape.parse(openApiDocument(routes, ''));
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, one]) => ({ ...one, method, path, name: `${method} ${path}` })),
);

describe('the OpenAPI document', () => {
  test('says who opens the API, and which key signs which header of a webhook', () => {
    for (const way of [/API key/, /verifyOTP/, /session of the pages/])
      assert.match(document.info.description, way);
    for (const [type, { post }] of Object.entries(document.webhooks)) {
      const byName = new Map(post.parameters.map((one) => [one.name, one]));
      assert.match(byName.get('webhook-signature')?.description ?? '', /decoded/, type);
      const hub = byName.get('x-hub-signature-256');
      assert.equal(hub?.required, false, type);
      assert.match(hub.description, /body alone, under the newest secret as text/, type);
    }
  });

  test('has a name of its own for each call', () => {
    assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length);
  });

  test('tells what every parameter means, in English and Thai', () => {
    for (const { name, parameters } of operations)
      for (const parameter of parameters) {
        const read = meaning.safeParse(parameter);
        assert.ok(read.success, `${name}: ${parameter.name} has no text in api/parameter-texts`);
      }
    const asked = operations.flatMap(({ path, parameters }) =>
      parameters.flatMap(({ name }) => [name, `${path.split('/')[1]}.${name}`]),
    );
    assert.deepEqual(
      parameterNames.filter((name) => !asked.includes(name)),
      [],
      'texts of no parameter',
    );
    for (const { api } of routes)
      for (const [name, schema] of Object.entries(api?.query?.shape ?? {}))
        assert.equal(
          (schema as z.ZodType).description,
          undefined,
          `${name} is told in parameter-texts alone`,
        );
  });

  test('names no word and no bound of a parameter that its route refuses', () => {
    let [words, bounds] = [0, 0];
    for (const { name, method, path, parameters } of operations) {
      const route = routes.find(
        ({ api, ...one }) => api !== undefined && one.method === method && openApiPath(api.below) === path,
      );
      for (const parameter of parameters.filter((one) => one.in === 'query')) {
        const reads: unknown = route?.api?.query?.shape[parameter.name];
        assert.ok(reads instanceof z.ZodType, name);
        const takes = (value: string | number) => reads.safeParse(String(value)).success;
        const { enum: one = [], items, minimum, maximum } = parameter.schema;
        for (const word of [...one, ...(items?.enum ?? [])]) {
          assert.ok(takes(word), `${name}?${parameter.name}=${word}`);
          words += 1;
        }
        if (parameter.name !== 'limit') continue;
        assert.deepEqual([minimum, maximum], [1, 1000]);
        for (const [value, is] of [
          ['1', true],
          ['1000', true],
          ['0', false],
          ['1001', false],
          ['a', false],
        ] as const)
          assert.equal(takes(value), is, `${name}?limit=${value}`);
        bounds += 1;
      }
    }
    assert.ok(words > 100 && bounds > 8);
  });

  test('writes the words of cases, a list with commas, as such', () => {
    const list = operations.find(({ name }) => name === 'get /cases');
    const status = list?.parameters.find(({ name }) => name === 'status');
    const {
      style,
      explode,
      schema: written,
    } = z.looseObject({ style: z.string(), explode: z.boolean(), schema: z.unknown() }).parse(status);
    const items = { type: 'string', enum: ['open', 'in_progress', 'escalated', 'resolved', 'closed'] };
    assert.deepEqual([style, explode, written], ['form', false, { type: 'array', items }]);
  });

  test('has a file as the body, or as the part of a form', () => {
    const sent = operations.find(({ name }) => name === 'post /cases/import')?.requestBody?.content;
    assert.deepEqual(sent?.['text/csv']?.schema, { type: 'string' });
    const form = z
      .looseObject({ properties: z.object({ file: z.looseObject({ format: z.literal('binary') }) }) })
      .safeParse(sent?.['multipart/form-data']?.schema);
    assert.ok(form.success);
  });

  test('names the headers of answers by what the address does', () => {
    const headersOf = (name: string, status: string) =>
      Object.keys(operations.find((one) => one.name === name)?.responses[status]?.headers ?? {});
    const has = (name: string, status: string, wanted: readonly string[]) =>
      assert.deepEqual(
        wanted.filter((one) => !headersOf(name, status).includes(one)),
        [],
        `${name} ${status}`,
      );
    has('post /cases', '201', ['X-Request-Id', 'Location', 'ETag', 'Idempotent-Replayed', 'RateLimit']);
    has('get /claims', '200', ['X-Server-Time', 'X-Next-Cursor', 'Link']);
    has('get /cases/{id}', '304', ['ETag']);
    has('post /cases/import', '202', ['Location']);
    has('get /cases', 'default', ['Retry-After', 'X-Request-Id', 'WWW-Authenticate']);
    assert.equal(headersOf('post /cases/import', '200').includes('Location'), false);
    for (const { name, responses } of operations)
      for (const [status, { headers }] of Object.entries(responses))
        for (const one of Object.keys(headers))
          assert.ok(one in document.components.headers, `${name} ${status} ${one}`);
  });

  test('has the fields of every event with their meaning, and the type of each as its own word', () => {
    const told = Object.entries(document.webhooks).map(([type, { post }]) => [
      type,
      post.requestBody.content['application/json'].schema.properties.type.const,
    ]);
    assert.deepEqual(
      told,
      [...eventTypes, pingType].map((type) => [type, type]),
    );
    const [, message = ''] = webhookMessage.split('\n\n');
    assert.equal(readEvent(message).type, 'case.status_changed');
  });
});
