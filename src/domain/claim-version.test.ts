import assert from 'node:assert/strict';
import test from 'node:test';
import { liveFile, type StoredVersion, settleVersions, versionKey } from './claim-version.js';

const file = { fileDate: '2026-01-05', sequence: '201501885', reportTime: null, sha256: 'a'.repeat(64) };
const version = (id: number, key: string, superseded = false): StoredVersion => ({
  itemKind: 'opip',
  id,
  versionKey: key,
  versionNo: 1,
  isCurrent: true,
  superseded,
});

test('versions follow file date, sequence, report time, sheet and row', () => {
  const keys = [
    versionKey({ ...file, fileDate: '2025-12-31', sequence: '235959999' }, 9, 9),
    versionKey({ ...file, sequence: '084359' }, 0, 9),
    versionKey({ ...file, sequence: '084359001' }, 0, 9),
    versionKey(file, 0, 9),
    versionKey(file, 0, 10),
    versionKey(file, 1, 9),
    versionKey({ ...file, reportTime: '2026-01-06 08:00:00' }, 0, 9),
  ];
  assert.deepEqual([...keys].reverse().sort(), keys);
});

test('the last version is current, in whatever order the rows are given', () => {
  const versions = [version(3, 'c'), version(1, 'a'), version(2, 'b')];
  const settled = settleVersions(versions);
  assert.deepEqual(
    settled.map((one) => [one.version.id, one.versionNo, one.isCurrent]),
    [
      [1, 1, false],
      [2, 2, false],
      [3, 3, true],
    ],
  );
});

test('a row of a replaced file keeps its number and is never current', () => {
  const settled = settleVersions([version(1, 'a'), version(2, 'b', true)]);
  assert.deepEqual(
    settled.map((one) => one.isCurrent),
    [true, false],
  );
  assert.equal(settleVersions([version(1, 'a', true)])[0]?.isCurrent, false);
});

test('of files with one name the latest report counts, not the latest import', () => {
  const old = { reportTime: '2026-01-05 08:00:00', sha256: 'f' };
  const late = { reportTime: '2026-01-06 08:00:00', sha256: '0' };
  assert.equal(liveFile([late, old]), late);
  assert.equal(liveFile([old, late]), late);
  assert.equal(liveFile([]), undefined);
});
