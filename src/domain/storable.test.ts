import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unstorablePath } from './storable.js';

test('a text that no database takes is found wherever it stands', () => {
  const half = '\ud83d';
  assert.deepEqual(unstorablePath('a\0'), []);
  assert.deepEqual(unstorablePath({ a: 1, matches: [{ b: 'x' }, { b: half }] }), ['matches', '1', 'b']);
  assert.deepEqual(unstorablePath({ q: ['x', '\0'] }), ['q', '1']);
  assert.deepEqual(unstorablePath({ '\0': 'x' }), ['\0']);
  for (const whole of [null, undefined, 5, '', 'ก😀', { a: { b: ['ข'] } }])
    assert.equal(unstorablePath(whole), null);
});
