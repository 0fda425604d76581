import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMonths } from './read-months.js';

const june = new Date('2026-06-18T05:00:00Z');
const nothing = { month: null, year: null, from: null, to: null };
const read = (given: Partial<Record<keyof typeof nothing, string>>) =>
  readMonths({ ...nothing, ...given }, june);

test('a month and its year, or the first and the last month, are the months of a command', () => {
  assert.deepEqual(read({ month: '1', year: '2569' }), { from: '2569-01', to: '2569-01' });
  assert.deepEqual(read({ from: '2568-10', to: '2569-06' }), { from: '2568-10', to: '2569-06' });
});

test('half of either, or both, is wrong usage', () => {
  const half = [{ month: '1' }, { from: '2569-01' }, { year: '2569', to: '2569-01' }, {}];
  for (const given of half) assert.throws(() => read(given), /--from and --to/);
  assert.throws(
    () => read({ month: '1', year: '2569', from: '2569-01', to: '2569-02' }),
    /--month and --year/,
  );
});

test('a month that cannot be asked for is refused with what to do', () => {
  assert.throws(() => read({ from: '2026-01', to: '2569-02' }), /Did you mean 2569-01\?/);
  assert.throws(() => read({ month: '7', year: '2569' }), /2569-07 has not come yet/);
  assert.throws(() => read({ from: '2566-01', to: '2569-06' }), /at most 36 months/);
  assert.throws(() => read({ from: '2569-05', to: '2569-04' }), /round/);
});
