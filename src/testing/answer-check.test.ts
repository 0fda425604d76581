import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { instantField } from '../domain/json-fields.js';
import { apiRoute } from '../routes/api-route.js';
import { createAnswerCheck } from './answer-check.js';

const thing = apiRoute({
  method: 'get',
  path: '/things/:id',
  scope: 'any',
  summary: { en: 'A thing', th: 'A thing' },
  answer: z.object({ id: z.int(), name: z.string().nullable(), at: instantField.optional() }),
  answerWith: async () => ({}),
});
const check = createAnswerCheck([thing]);
const headers = {
  'content-type': 'application/json; charset=utf-8',
  'x-request-id': '1',
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, no-cache',
};
const answer = { method: 'GET', path: '/api/v1/things/7', status: 200, headers };
const problem = {
  type: '/help/problems/not-found',
  title: 'Not there',
  status: 404,
  detail: 'Not there',
  code: 'not_found',
  instance: '/api/v1/things/7',
  request_id: '1',
};
const refused = {
  ...answer,
  status: 404,
  headers: { ...headers, 'content-type': 'application/problem+json; charset=utf-8' },
};

describe('the check of answers against the OpenAPI document', () => {
  test('lets through what the document says', () => {
    assert.deepEqual(check.faultsOf({ ...answer, body: '{"id":7,"name":null}' }), []);
    assert.deepEqual(check.faultsOf({ ...refused, body: JSON.stringify(problem) }), []);
    assert.deepEqual(check.faultsOf({ ...answer, method: 'OPTIONS', status: 204, body: '' }), []);
  });

  test('finds a wrong field, status, kind, header, problem and an address that is not listed', () => {
    const wrong = [
      { ...answer, body: '{"id":"7","name":null}' },
      { ...answer, body: '{"id":7}' },
      { ...answer, body: '{"id":7,"name":null,"more":1}' },
      { ...answer, body: '{"id":7,"name":null,"at":"2026-02-03T02:15:27.000Z"}' },
      { ...answer, headers: { ...headers, etag: '"1"' }, body: '{"id":7,"name":null}' },
      { ...answer, body: '{' },
      { ...answer, status: 201, body: '{"id":7,"name":null}' },
      { ...answer, path: '/api/v1/others', body: '{}' },
      { ...answer, headers: { ...headers, 'content-type': 'text/html' }, body: '{"id":7,"name":null}' },
      { ...answer, headers: { 'content-type': 'application/json' }, body: '{"id":7,"name":null}' },
      { ...answer, status: 404, body: JSON.stringify(problem) },
      { ...refused, body: JSON.stringify({ ...problem, type: '/help/problems/invented' }) },
      { ...refused, body: JSON.stringify({ ...problem, stack: 'at line 1' }) },
    ];
    for (const one of wrong) assert.notDeepEqual(check.faultsOf(one), [], JSON.stringify(one));
  });
});
