import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { WatchedOutcome } from '../domain/watched-file.js';
import { type ImportRoom, importRoom } from '../testing/import-parts.js';
import { moveWatched } from './move-watched.js';
import { watchFolder } from './watch-folder.js';

const at = new Date('2026-01-31T20:00:00Z'); // 1 February in Thailand
const good: readonly WatchedOutcome[] = [{ file: 'a.xls', status: 'unchanged', problems: [] }];
const bad: readonly WatchedOutcome[] = [
  { file: 'a.xls', status: 'quarantined', problems: [{ th: 'หัวคอลัมน์ไม่รู้จัก', en: 'Unknown heading' }] },
];

describe('watched folder', () => {
  let room: ImportRoom;
  beforeEach(() => {
    room = importRoom();
  });
  afterEach(() => room.remove());
  const names = (folder: string) => readdirSync(path.join(room.folder, folder)).sort();
  /** Puts a file there and finds it standing still. */
  const standing = async (name: string, text = 'x') => {
    room.put(name, text);
    const watch = watchFolder(room.folder);
    await watch.look();
    const file = (await watch.look()).ready.find((one) => one.name === name);
    assert.ok(file);
    return file;
  };

  test('a file is ready when it stood still for two looks, not while it grows', async () => {
    const watch = watchFolder(room.folder);
    const file = room.put('a.XLS', '1');
    assert.deepEqual(await watch.look(), { ready: [], growing: 1 });
    appendFileSync(file, '2');
    assert.deepEqual(await watch.look(), { ready: [], growing: 1 });
    const { ready, growing } = await watch.look();
    assert.deepEqual(
      [ready.map(({ name, standing }) => [name, standing.size]), growing],
      [[['a.XLS', 2]], 0],
    );
    appendFileSync(file, '3');
    assert.deepEqual(await watch.look(), { ready: [], growing: 1 });
    rmSync(file);
    assert.deepEqual(await watch.look(), { ready: [], growing: 0 });
  });

  test('hidden and unfinished files, other kinds and folders are left alone', async () => {
    for (const name of ['.a.xls', '~$a.xls', 'a.xls.part', 'a.xls.tmp', 'a.txt', 'b.Zip'])
      room.put(name, 'x');
    mkdirSync(path.join(room.folder, 'folder.xls'));
    const watch = watchFolder(room.folder);
    await watch.look();
    const { ready, growing } = await watch.look();
    assert.deepEqual([ready.map(({ name }) => name), growing], [['b.Zip'], 0]);
  });

  test('what is stored goes to done, by the month in Thailand; no name is taken twice', async () => {
    for (const text of ['first', 'second', 'third'])
      await moveWatched(await standing('a.xls', text), good, at);
    assert.deepEqual(names('done/2026-02'), ['a (2).xls', 'a (3).xls', 'a.xls']);
    const read = (name: string) => readFileSync(path.join(room.folder, 'done/2026-02', name), 'utf8');
    assert.deepEqual(['a.xls', 'a (2).xls', 'a (3).xls'].map(read), ['first', 'second', 'third']);
    assert.ok(!existsSync(path.join(room.folder, 'a.xls')));
  });

  test('what is not stored goes to problem, with the reason in Thai and English beside it', async () => {
    await moveWatched(await standing('a.xls'), bad, at);
    await moveWatched(await standing('a.xls'), [...good, ...bad], at);
    const found = names('problem/2026-02');
    assert.deepEqual(found, ['a (2).xls', 'a (2).xls.txt', 'a.xls', 'a.xls.txt']);
    const reason = readFileSync(path.join(room.folder, 'problem/2026-02/a.xls.txt'), 'utf8');
    assert.match(reason, /^\uFEFFa\.xls\r\na\.xls: กักไว้[^\r]*\r\n {2}- หัวคอลัมน์ไม่รู้จัก\r\n/u);
    assert.match(
      reason,
      /a\.xls: Quarantined[^\r]*\r\n {2}- Unknown heading\r\n.*put it into the watched folder/su,
    );
  });

  test('a file that changed or went away since it was found stays for a later look', async () => {
    const changed = await standing('a.xls');
    appendFileSync(changed.path, 'more');
    assert.equal(await moveWatched(changed, good, at), null);
    const gone = await standing('b.xls');
    rmSync(gone.path);
    assert.equal(await moveWatched(gone, bad, at), null);
    assert.deepEqual(names('.'), ['a.xls']);
  });

  test('to another file system it is copied whole, and goes only when it did not change meanwhile', async () => {
    const acrossDevices = () => Promise.reject(Object.assign(new Error('cross-device'), { code: 'EXDEV' }));
    const moved = await moveWatched(await standing('a.xls', 'whole'), good, at, acrossDevices);
    assert.equal(moved, path.join(room.folder, 'done/2026-02/a.xls'));
    assert.equal(readFileSync(moved ?? '', 'utf8'), 'whole');
    const growing = await standing('b.xls', 'part');
    const growsMeanwhile = () => {
      appendFileSync(growing.path, ' two');
      return acrossDevices();
    };
    assert.equal(await moveWatched(growing, bad, at, growsMeanwhile), null);
    assert.equal(readFileSync(growing.path, 'utf8'), 'part two');
    assert.deepEqual([names('.'), names('done/2026-02')], [['b.xls', 'done', 'problem'], ['a.xls']]);
    assert.deepEqual(names('problem/2026-02'), []);
  });

  test('a file that cannot be moved stays, and nothing half done is left', async () => {
    const file = await standing('a.xls');
    room.put('problem', 'a file in the place of the folder');
    await assert.rejects(moveWatched(file, bad, at), /EEXIST|ENOTDIR/);
    assert.deepEqual(names('.'), ['a.xls', 'problem']);
  });
});
