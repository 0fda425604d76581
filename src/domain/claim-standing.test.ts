import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newestFirst, type PlacedVersion, standingOf } from './claim-standing.js';

const version = (versionKey: string, more: Partial<PlacedVersion> = {}): PlacedVersion => ({
  role: 'reported',
  isCurrent: false,
  superseded: false,
  fileId: Number(versionKey.slice(-1)),
  fileDate: versionKey.slice(0, 10),
  versionKey,
  ...more,
});

describe('why a version counts', () => {
  const first = version('2026-01-05/1');
  const reference = version('2026-03-01/9', { role: 'reference' });

  test('the only one, also beside rows that an appeal repeats', () => {
    const current = { ...first, isCurrent: true };
    assert.equal(standingOf(current, [current, reference]), 'only');
    assert.equal(standingOf(reference, [current, reference]), 'reference');
  });

  test('the newest file, the later sequence of one day, the later row of one file', () => {
    const newer = version('2026-01-06/2', { isCurrent: true });
    assert.equal(standingOf(newer, [{ ...first }, { ...newer }]), 'newest_file');
    assert.equal(standingOf(first, [first, newer]), 'older');
    const sameDay = version('2026-01-05/2', { isCurrent: true });
    assert.equal(standingOf(sameDay, [first, sameDay]), 'later_sequence');
    const sameFile = version('2026-01-05/2', { isCurrent: true, fileId: first.fileId });
    assert.equal(standingOf(sameFile, [first, sameFile]), 'later_row');
    assert.equal(standingOf(first, [first, sameFile]), 'earlier_row');
  });

  test('a version of a replaced issue is history, and the last issue counts', () => {
    const replaced = version('2026-01-05/1', { superseded: true });
    const last = version('2026-01-05/2', { isCurrent: true });
    assert.equal(standingOf(replaced, [replaced, last]), 'superseded');
    assert.equal(standingOf(last, [replaced, last]), 'last_issue');
  });

  test('newest first; what only repeats stands at the end', () => {
    const newer = version('2026-01-06/2');
    assert.deepEqual(newestFirst([first, reference, newer]), [newer, first, reference]);
  });
});
