import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { invalidBody, invalidQuery } from './errors.js';
import { routes } from './index.js';
import { issueText } from './issue-text.js';

const textsOf = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues.map(issueText);

test('what is wrong with a value is said in words, and a schema that has its own keeps them', () => {
  assert.deepEqual(textsOf(z.enum(['rep', 'stm']), 'x'), ['must be one of rep, stm']);
  assert.deepEqual(textsOf(z.literal('cases'), 'x'), ['must be cases']);
  assert.deepEqual(textsOf(z.object({ a: z.string() }), {}), ['is required']);
  assert.deepEqual(textsOf(z.string(), ['a', 'b']), ['must be a text, given once']);
  assert.deepEqual(textsOf(z.array(z.string()).max(1), ['a', 'b']), ['must have at most 1 entry']);
  assert.deepEqual(textsOf(z.string().min(1), ''), ['must not be empty']);
  assert.deepEqual(textsOf(z.string().max(3), 'abcd'), ['must have at most 3 characters']);
  assert.deepEqual(textsOf(z.int().positive(), 0), ['must be more than 0']);
  assert.deepEqual(textsOf(z.iso.date(), '3/2/2026'), ['must be a day such as 2026-02-03']);
  assert.deepEqual(textsOf(z.email(), 'x'), ['is no e-mail address']);
  assert.deepEqual(
    textsOf(
      z.string().refine(() => false, 'is no telephone number'),
      'x',
    ),
    ['is no telephone number'],
  );
});

test('no parameter or field of the API is refused in the words of the library that reads it', () => {
  const wrong = ['~', '', 'x'.repeat(20_000), ['a', 'b'], '-1', '99999'];
  const values = [...wrong, 1, null, {}, true];
  const details: string[] = [];
  for (const { api } of routes) {
    for (const name of Object.keys(api?.query?.shape ?? {}))
      for (const value of wrong) {
        const { error } = api?.query?.safeParse({ [name]: value }) ?? {};
        details.push(...(error ? invalidQuery(error).fields : []).map(({ detail }) => detail));
      }
    const fields = api?.body instanceof z.ZodObject ? Object.keys(api.body.shape) : [];
    const bodies = [null, 'x', {}, ...fields.flatMap((name) => values.map((value) => ({ [name]: value })))];
    for (const body of bodies) {
      const { error } = api?.body?.safeParse(body) ?? {};
      details.push(...(error ? invalidBody(error).fields : []).map(({ detail }) => detail));
    }
  }
  assert.ok(details.length > 1000, `${details.length} refusals`);
  const unclear = details.filter((detail) => /^(Invalid|Too |Unrecognized)|NaN|undefined/.test(detail));
  assert.deepEqual([...new Set(unclear)], []);
});
