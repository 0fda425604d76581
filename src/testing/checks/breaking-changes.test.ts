import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { breakingChanges } from './breaking-changes.js';

type Json = Readonly<Record<string, unknown>>;
const text = { type: 'string' };

function documentOf(change: Json = {}, extra: Json = {}): Json {
  const thing = {
    type: 'object',
    properties: { id: { type: 'integer' }, name: { anyOf: [text, { type: 'null' }] } },
    required: ['id', 'name'],
  };
  const post = {
    'x-scope': 'cases:write',
    parameters: [{ name: 'mode', in: 'query', schema: { type: 'string', enum: ['a', 'b'] } }],
    requestBody: {
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { title: { ...text, maxLength: 200 }, note: text },
            required: ['title'],
          },
        },
      },
    },
    responses: { 201: { content: { 'application/json': { schema: thing } } } },
    ...change,
  };
  return { servers: [{ url: '/a' }, { url: '/b' }], paths: { '/things': { post }, ...extra } };
}

const body = (schema: Json) => ({ requestBody: { content: { 'application/json': { schema } } } });
const answer = (schema: Json) => ({ responses: { 201: { content: { 'application/json': { schema } } } } });
const kept = documentOf();

describe('what breaks clients of the API', () => {
  test('the same, and what is added, does not', () => {
    const added = [
      {},
      {
        parameters: [
          { name: 'mode', in: 'query', schema: text },
          { name: 'more', in: 'query', schema: text },
        ],
      },
      body({
        type: 'object',
        properties: { title: text, note: { type: ['string', 'null'] }, more: text },
        required: [],
      }),
      answer({
        type: 'object',
        properties: { id: { type: 'integer' }, name: text, more: text },
        required: ['id', 'name', 'more'],
      }),
    ];
    for (const change of added)
      assert.deepEqual(breakingChanges(kept, documentOf(change)), [], JSON.stringify(change));
    assert.deepEqual(breakingChanges(kept, documentOf({}, { '/others': {} })), []);
  });

  test('a header, an event and a field of one that are gone do', () => {
    const eventOf = (properties: Json): Json => ({
      post: body({ type: 'object', properties: { data: { type: 'object', properties } } }),
    });
    const told = { ...kept, webhooks: { 'thing.made': eventOf({ id: { type: 'integer' }, url: text }) } };
    const isGone = (now: Json) => breakingChanges(told, { ...kept, webhooks: now });
    assert.deepEqual(
      isGone({ 'thing.made': eventOf({ id: { type: 'integer' }, url: text, more: text }) }),
      [],
    );
    assert.deepEqual(isGone({}), ['event thing.made is gone']);
    assert.deepEqual(isGone({ 'thing.made': eventOf({ id: { type: 'integer' } }) }), [
      'event thing.made.data.url is gone',
    ]);
    const withHeaders = (headers: Json) => documentOf({ responses: { 201: { headers } } });
    assert.deepEqual(breakingChanges(withHeaders({ ETag: {} }), withHeaders({})), [
      'POST /things 201 has no header ETag any more',
    ]);
    assert.deepEqual(breakingChanges(withHeaders({}), withHeaders({ ETag: {} })), []);
  });

  test('what is lost or narrower does', () => {
    const broken: readonly (readonly [Json, RegExp])[] = [
      [{ servers: [{ url: '/a' }] }, /no longer at \/b/],
      [{ 'x-scope': 'cases:delete' }, /another scope/],
      [{ parameters: [] }, /parameter mode/],
      [{ parameters: [{ name: 'mode', in: 'query', schema: { type: 'string', enum: ['a'] } }] }, /takes b/],
      [
        body({
          type: 'object',
          properties: { title: { ...text, maxLength: 100 }, note: text },
          required: ['title'],
        }),
        /narrower/,
      ],
      [body({ type: 'object', properties: { title: text }, required: ['title'] }), /note is gone/],
      [
        body({ type: 'object', properties: { title: text, note: text }, required: ['title', 'note'] }),
        /note has to be sent/,
      ],
      [{ responses: { 200: {} } }, /no longer answers 201/],
      [answer({ type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] }), /name is gone/],
      [
        answer({ type: 'object', properties: { id: text, name: text }, required: ['id', 'name'] }),
        /id is string, not integer/,
      ],
      [
        answer({ type: 'object', properties: { id: { type: 'integer' }, name: text }, required: ['id'] }),
        /name may be absent/,
      ],
      [
        answer({
          type: 'object',
          properties: { id: { anyOf: [{ type: 'integer' }, { type: 'null' }] }, name: text },
          required: ['id', 'name'],
        }),
        /other kinds/,
      ],
    ];
    for (const [change, words] of broken) {
      const found = breakingChanges(kept, documentOf(change));
      assert.ok(
        found.some((line) => words.test(line)),
        `${words}: ${found.join('; ')}`,
      );
    }
    assert.deepEqual(breakingChanges(documentOf({}, { '/gone': { get: { responses: {} } } }), kept), [
      'GET /gone is gone',
    ]);
  });
});
