import assert from 'node:assert/strict';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../testing/test-server.js';
import { removeLeftovers } from './remove-leftovers.js';

const now = new Date('2026-06-18T08:00:00Z');
const hour = 3_600_000;

test('what killed processes left goes after its time, and nothing else', async () => {
  const { folder, remove } = temporaryFolder('leftovers');
  after(remove);
  const put = (name: string, hours: number) => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, 'x');
    const at = new Date(now.getTime() - hours * hour);
    utimesSync(file, at, at);
    utimesSync(path.dirname(file), at, at);
    return name;
  };
  assert.equal(await removeLeftovers(folder, now), 0);
  const old = [
    put('.uploads/aaaa/1.member', 8 * 24),
    put('cli/ab/abcdef12-eclaim.xls.1234.part', 25),
    put('upload/cd/cdef1234-eclaim.xls.1234.part', 25),
  ];
  const young = [
    put('.uploads/bbbb/eclaim.xls', 6 * 24),
    put('watch/ef/ef123456-eclaim.xls.1234.part', 1),
    put('cli/ab/abcdef12-eclaim.xls', 1000),
    put('2569-01/ucs/eclaim.xls', 1000),
  ];
  assert.equal(await removeLeftovers(folder, now), old.length);
  const isThere = (name: string) => existsSync(path.join(folder, name));
  assert.deepEqual(old.filter(isThere), []);
  assert.deepEqual(young.filter(isThere), young);
});
