import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Response } from 'express';
import { once } from './once.js';

/** What `once` sees of an answer. */
const answer = () => ({ locals: {} }) as unknown as Response;

test('is read once for each answer and name', async () => {
  let reads = 0;
  const read = async () => ++reads;
  const [one, other] = [answer(), answer()];
  assert.deepEqual(await Promise.all([once(one, 'a', read), once(one, 'a', read)]), [1, 1]);
  assert.equal(await once(one, 'b', read), 2);
  assert.equal(await once(other, 'a', read), 3);
});

test('a failure reaches who waits for it, and nobody where nobody does', async () => {
  const res = answer();
  const fail = () => Promise.reject(new Error('away'));
  once(res, 'a', fail);
  await new Promise(setImmediate);
  await assert.rejects(once(res, 'a', fail), /away/);
});
