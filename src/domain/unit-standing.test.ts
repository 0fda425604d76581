import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canRetry, unitStanding } from './unit-standing.js';

const whole = { listed: 6, stored: 6, notImported: 0, disagreeing: 0 };

test('a unit is complete only if every listed file and every announced row is stored', () => {
  assert.deepEqual(unitStanding('complete', whole), { state: 'complete', lack: null });
  assert.deepEqual(unitStanding('complete', { ...whole, notImported: 2 }), {
    state: 'incomplete',
    lack: 'imports',
  });
  assert.deepEqual(unitStanding('complete', { ...whole, disagreeing: 1 }), {
    state: 'incomplete',
    lack: 'rows',
  });
  assert.deepEqual(unitStanding('incomplete', { ...whole, stored: 4, disagreeing: 1 }), {
    state: 'incomplete',
    lack: 'files',
  });
});

test('what failed, waits or was never asked stays what it is', () => {
  for (const state of ['failed', 'waiting_person', 'empty'])
    assert.equal(unitStanding(state, { ...whole, notImported: 6 }).state, state);
  assert.deepEqual(unitStanding(null, { listed: 0, stored: 0, notImported: 0, disagreeing: 0 }), {
    state: 'never_asked',
    lack: null,
  });
});

test('asking again is offered where it can help, not for rows that do not add up', () => {
  const offered = (state: string, counts: object) => canRetry(unitStanding(state, { ...whole, ...counts }));
  assert.equal(offered('complete', {}), false);
  assert.equal(offered('complete', { disagreeing: 1 }), false);
  assert.equal(offered('complete', { notImported: 1 }), true);
  assert.equal(offered('incomplete', { stored: 4 }), true);
  assert.equal(offered('failed', {}), true);
  assert.equal(offered('new_since', {}), true);
});
