import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { isSurelyGone, ownerOf, ownerText } from './owner.js';

test('a process that lives is not gone, and is gone at once when it was killed', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  assert.ok(child.pid);
  const lockedBy = ownerText(ownerOf(child.pid));
  assert.equal(isSurelyGone(lockedBy, ownerOf()), false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(isSurelyGone(lockedBy, ownerOf()), true);
});

test('this process is not gone for itself', () => {
  assert.equal(isSurelyGone(ownerText(ownerOf()), ownerOf()), false);
});

test('a later process with the same number is not taken for the one that had it', () => {
  const me = ownerOf();
  if (me.start === '') return assert.equal(process.platform === 'linux', false);
  assert.equal(isSurelyGone(ownerText({ ...me, start: `${me.start}1` }), me), true);
});

test('of another machine, another container or an unreadable owner nothing is known', () => {
  const me = ownerOf();
  const dead = { ...me, pid: 2 ** 30 };
  assert.equal(isSurelyGone(ownerText({ ...dead, host: 'elsewhere' }), me), false);
  assert.equal(isSurelyGone(ownerText({ ...dead, namespace: '1' }), me), false);
  assert.equal(isSurelyGone('', me), false);
});

test('an owner fits into the column of the database', () => {
  const longest = {
    host: 'h'.repeat(40),
    namespace: '4026531836',
    pid: 2 ** 22,
    start: `12345678.${2 ** 40}`,
  };
  assert.ok(ownerText(longest).length <= 100);
});
