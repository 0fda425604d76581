import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobProgress } from '../domain/job.js';
import { createDownloadProgress } from './download-progress.js';

test('files, bytes, speed and the time left are told as they come', () => {
  let now = 0;
  const told: Partial<JobProgress>[] = [];
  const state = (): Partial<JobProgress> => Object.assign({}, ...told);
  const progress = createDownloadProgress(
    (change) => void told.push(change),
    () => now,
  );
  progress.expect(3, 2);
  progress.begin('a.xls');
  progress.came(500);
  assert.deepEqual(state(), { of: 5, done: 2, current: 'a.xls', bytes: 500 });
  progress.came(2000);
  now = 1000;
  progress.end();
  assert.deepEqual(state(), {
    of: 5,
    done: 3,
    current: null,
    bytes: 2000,
    bytesPerSecond: 2000,
    secondsLeft: 2,
  });
  progress.begin('b.xls');
  progress.came(100);
  assert.equal(state().bytes, 2100);
  now = 4000;
  progress.end();
  assert.deepEqual([state().done, state().bytesPerSecond, state().secondsLeft], [4, 525, 2]);
});
