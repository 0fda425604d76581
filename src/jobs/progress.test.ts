import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noProgress } from '../domain/job.js';
import { createProgressMeter } from './progress.js';

test('a meter adds speed and time left to what a service counts', () => {
  let now = 0;
  const meter = createProgressMeter(() => now);
  meter.change({ of: 10, done: 0, bytes: 0 });
  now = 2000;
  meter.change({ done: 4, bytes: 400_000, current: 'eclaim_99999_OP_25690105_1.xls' });
  assert.deepEqual(meter.now(), {
    done: 4,
    of: 10,
    unit: 'file',
    bytes: 400_000,
    bytesPerSecond: 200_000,
    secondsLeft: 3,
    current: 'eclaim_99999_OP_25690105_1.xls',
  });
});

test('speed is that of the last seconds, not of the whole job', () => {
  let now = 0;
  const meter = createProgressMeter(() => now);
  meter.change({ of: 100, bytes: 0 });
  now = 60_000;
  meter.change({ done: 50, bytes: 1000 });
  now = 61_000;
  meter.change({ done: 51, bytes: 6000 });
  assert.equal(meter.now().bytesPerSecond, 5000);
  assert.equal(meter.now().secondsLeft, 49);
});

test('a job that is begun again measures its speed from this start alone', () => {
  let now = 0;
  const earlier = { ...noProgress, done: 40, of: 100, bytes: 9_000_000 };
  const meter = createProgressMeter(() => now, earlier);
  assert.equal(meter.now().done, 40);
  meter.change({ bytes: 0 });
  now = 1000;
  meter.change({ done: 41, bytes: 5000 });
  assert.equal(meter.now().bytesPerSecond, 5000);
});
