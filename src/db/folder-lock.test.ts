import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AppError } from '../domain/errors.js';
import { temporaryFolder } from '../testing/test-server.js';
import { lockFolder } from './folder-lock.js';

const contender = fileURLToPath(new URL('./folder-lock.fixture.js', import.meta.url));

describe('the lock of the data folder', () => {
  let place: ReturnType<typeof temporaryFolder>;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    place = temporaryFolder('lock');
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map(end));
    place.remove();
  });

  function end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
    });
    child.kill('SIGKILL');
    return ended;
  }

  function contend(folder: string): Promise<string> {
    const child = fork(contender, [folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    children.push(child);
    return new Promise((resolve) => {
      child.once('message', (message) => resolve(String(message)));
    });
  }

  test('the second one is told who holds the folder, and may have it afterwards', async () => {
    const lock = await lockFolder(place.folder);
    await assert.rejects(lockFolder(place.folder), (error: unknown) => {
      assert.ok(error instanceof AppError && error.code === 'database_folder_in_use');
      assert.match(String(error.details.holder), new RegExp(`^process ${process.pid} on `));
      return true;
    });
    await lock.release();
    await (await lockFolder(place.folder)).release();
    assert.ok(!existsSync(path.join(place.folder, '.lock.sock')));
  });

  test('of several processes that come at once after a killed one, never two get it', async () => {
    const first = contend(place.folder);
    assert.equal(await first, 'got it');
    await Promise.all(children.splice(0).map(end));
    assert.ok(existsSync(path.join(place.folder, '.lock.sock')));
    const answers = await Promise.all([1, 2, 3, 4].map(() => contend(place.folder)));
    // None is possible when they disturb each other; then all of them were refused and somebody tries again.
    assert.ok(answers.filter((answer) => answer === 'got it').length <= 1, answers.join());
    for (const answer of answers) assert.ok(['got it', 'database_folder_in_use'].includes(answer), answer);
    await Promise.all(children.splice(0).map(end));
    await (await lockFolder(place.folder)).release();
  });

  test('a folder with a path too long for a socket is locked as well', async () => {
    const deep = path.join(place.folder, 'ก'.repeat(40), 'x'.repeat(60));
    mkdirSync(deep, { recursive: true });
    const lock = await lockFolder(deep);
    await assert.rejects(lockFolder(deep), AppError);
    assert.equal(await contend(deep), 'database_folder_in_use');
    await lock.release();
    await (await lockFolder(deep)).release();
  });
});
