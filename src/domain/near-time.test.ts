import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearTimeText } from './near-time.js';

test('a near moment is said by the day in Thailand, which begins before that of UTC', () => {
  const now = new Date('2026-06-18T16:00:00Z'); // 23:00 in Thailand
  assert.equal(nearTimeText('2026-06-18T16:30:00Z', now, 'th'), 'วันนี้ 23:30 น.');
  assert.equal(nearTimeText('2026-06-18T22:30:00Z', now, 'th'), 'พรุ่งนี้ 05:30 น.');
  assert.equal(nearTimeText('2026-06-18T22:30:00Z', now, 'en'), 'tomorrow 05:30');
  assert.equal(nearTimeText('2026-06-30T22:30:00Z', now, 'th'), '1 ก.ค. 2569 05:30 น.');
});
