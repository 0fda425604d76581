import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseNameOf, shownArchivePath, skipReasonOf } from './archive.js';

test('only the last part of a path names a member: folders, drives and steps upwards are of no account', () => {
  const names = [
    '../../etc/a.xls',
    '/etc/a.xls',
    'C:\\rep\\a.xls',
    'C:a.xls',
    'rep/./a.xls',
    'a\u0000.xls',
    'a.xls',
  ];
  for (const name of names) assert.equal(baseNameOf(shownArchivePath(name)), 'a.xls', name);
});

test('folders, files of systems and other kinds are passed over with their reason', () => {
  assert.equal(skipReasonOf('rep/'), 'folder');
  for (const name of ['__MACOSX/._a.xls', 'rep/.DS_Store', 'Thumbs.db', '~$a.xls', '.a.xls'])
    assert.equal(skipReasonOf(name), 'system_file', name);
  for (const name of ['readme.txt', 'a.xls.part', 'a.xlsm', 'rep'])
    assert.equal(skipReasonOf(name), 'other_kind', name);
  for (const name of ['a.xls', 'rep/A.XLS', 'a.xlsx', 'inner.zip'])
    assert.equal(skipReasonOf(name), null, name);
});
