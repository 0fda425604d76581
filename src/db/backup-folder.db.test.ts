import assert from 'node:assert/strict';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { AppError } from '../domain/errors.js';
import { renewFeed } from '../store/changes.js';
import { copyTemplate } from '../testing/embedded-template.js';
import { temporaryFolder } from '../testing/test-server.js';
import { backupFolder } from './backup-folder.js';
import { lockFolder } from './folder-lock.js';
import { openDb } from './index.js';
import { restoreFolder } from './restore-folder.js';
import { sql } from './sql.js';

function told(code: string) {
  return (error: unknown) => error instanceof AppError && error.code === code;
}

describe('backup and restore of the embedded database', () => {
  const made = temporaryFolder('backup');
  const data = path.join(made.folder, 'data');
  const archive = path.join(made.folder, 'backup.tar.gz');
  let place: ReturnType<typeof temporaryFolder>;
  let dataDir = '';
  before(async () => {
    await copyTemplate(data);
    writeFileSync(path.join(data, 'secret-key'), 'the key');
    await addUser(data, 'somchai');
    await backupFolder(data, archive);
  });
  after(() => made.remove());
  beforeEach(() => {
    place = temporaryFolder('restore');
    dataDir = path.join(place.folder, 'data');
  });
  afterEach(() => place.remove());

  async function addUser(folder: string, username: string): Promise<void> {
    const db = await openDb({ type: 'embedded', dataDir: folder });
    await db.insert('users', { username, language: 'th' });
    await db.close();
  }

  async function usersIn(folder: string): Promise<string[]> {
    const db = await openDb({ type: 'embedded', dataDir: folder });
    const rows = await db.query<{ username: string }>(sql`select username from users order by username`);
    await db.close();
    return rows.map((row) => row.username);
  }

  test('a backup brings rows and key into an empty folder, for its user alone', async () => {
    assert.equal(statSync(archive).mode & 0o777, 0o600);
    mkdirSync(dataDir);
    assert.deepEqual(await restoreFolder(archive, dataDir), { keptBefore: false });
    assert.equal(statSync(dataDir).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(dataDir).sort(), ['embedded', 'secret-key']);
    assert.equal(readFileSync(path.join(dataDir, 'secret-key'), 'utf8'), 'the key');
    assert.deepEqual(await usersIn(dataDir), ['somchai']);
  });

  test('what must not stand as it did is changed before the backup takes its place', async () => {
    const feedIn = async (folder: string) => {
      const db = await openDb({ type: 'embedded', dataDir: folder });
      const row = await db.first<{ feed: string }>(sql`select feed from change_clock`);
      await db.close();
      return row?.feed;
    };
    await restoreFolder(archive, dataDir, {
      async prepare(folder) {
        assert.equal(existsSync(path.join(dataDir, 'embedded')), false);
        const db = await openDb({ type: 'embedded', dataDir: folder });
        await renewFeed(db);
        await db.close();
      },
    });
    assert.deepEqual(readdirSync(dataDir).sort(), ['embedded', 'secret-key']);
    assert.deepEqual(await usersIn(dataDir), ['somchai']);
    assert.notEqual(await feedIn(dataDir), await feedIn(data));
  });

  test('a folder in use is neither backed up nor restored into', async () => {
    const lock = await lockFolder(data);
    await assert.rejects(backupFolder(data, path.join(place.folder, 'x')), told('database_folder_in_use'));
    await assert.rejects(restoreFolder(archive, data, { force: true }), told('database_folder_in_use'));
    await lock.release();
    assert.deepEqual(readdirSync(place.folder), []);
  });

  test('a backup overwrites no file and is not written into what it backs up', async () => {
    const nowhere = path.join(place.folder, 'nowhere');
    await assert.rejects(backupFolder(data, archive), told('backup_file_exists'));
    await assert.rejects(backupFolder(data, path.join(data, 'x.tar.gz')), told('backup_failed'));
    await assert.rejects(backupFolder(data, path.join(nowhere, 'x.tar.gz')), told('backup_failed'));
    await assert.rejects(backupFolder(nowhere, path.join(place.folder, 'x')), told('backup_nothing_there'));
    assert.deepEqual(readdirSync(data).sort(), ['embedded', 'secret-key']);
  });

  test('a restore takes no data away without --force, and with it keeps them beside', async () => {
    mkdirSync(dataDir);
    writeFileSync(path.join(dataDir, 'secret-key'), 'another key');
    await assert.rejects(restoreFolder(archive, dataDir), told('restore_target_not_empty'));
    assert.deepEqual(await restoreFolder(archive, dataDir, { force: true }), { keptBefore: true });
    assert.equal(readFileSync(path.join(dataDir, 'secret-key'), 'utf8'), 'the key');
    const kept = readdirSync(dataDir).find((name) => name.startsWith('before-restore-')) ?? '';
    assert.equal(readFileSync(path.join(dataDir, kept, 'secret-key'), 'utf8'), 'another key');
  });

  test('a damaged or foreign file changes nothing', async () => {
    const cut = path.join(place.folder, 'cut.tar.gz');
    copyFileSync(archive, cut);
    truncateSync(cut, statSync(cut).size - 1_000);
    const foreign = path.join(place.folder, 'foreign.tar.gz');
    writeFileSync(foreign, 'no archive');
    mkdirSync(dataDir);
    writeFileSync(path.join(dataDir, 'secret-key'), 'another key');
    for (const bad of [cut, foreign, path.join(place.folder, 'missing')])
      await assert.rejects(restoreFolder(bad, dataDir, { force: true }), told('restore_file_damaged'));
    assert.deepEqual(readdirSync(dataDir), ['secret-key']);
    assert.equal(readFileSync(path.join(dataDir, 'secret-key'), 'utf8'), 'another key');
  });

  test('a restore that was killed between two moves is finished by the next start', async () => {
    cpSync(data, dataDir, { recursive: true });
    // As it stands when the key has been moved and the database has not.
    mkdirSync(path.join(dataDir, 'restore.ready'));
    renameSync(path.join(dataDir, 'embedded'), path.join(dataDir, 'restore.ready', 'embedded'));
    assert.deepEqual(await usersIn(dataDir), ['somchai']);
    assert.ok(!existsSync(path.join(dataDir, 'restore.ready')));
  });
});
