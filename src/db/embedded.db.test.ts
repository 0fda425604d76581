import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AppError } from '../domain/errors.js';
import { copyTemplate } from '../testing/embedded-template.js';
import { temporaryFolder } from '../testing/test-server.js';
import { embeddedFolder } from './embedded-folder.js';
import { openDb } from './index.js';
import { sql } from './sql.js';

const writer = fileURLToPath(new URL('./embedded.fixture.js', import.meta.url));

describe('the embedded database', () => {
  let place: ReturnType<typeof temporaryFolder>;
  beforeEach(async () => {
    place = temporaryFolder('data');
    await copyTemplate(place.folder);
  });
  afterEach(() => place.remove());

  function told(code: string) {
    return (error: unknown) => error instanceof AppError && error.code === code;
  }

  test('a folder belongs to one process, and to its user alone', async () => {
    const settings = { type: 'embedded', dataDir: place.folder } as const;
    const db = await openDb(settings);
    await assert.rejects(openDb(settings), told('database_folder_in_use'));
    assert.equal(statSync(place.folder).mode & 0o777, 0o700);
    await db.close();
    await db.close();
    await assert.rejects(db.ping(), told('database_unavailable'));
    const again = await openDb(settings);
    await again.ping();
    await again.close();
  });

  test('data of another PostgreSQL is refused and not touched', async () => {
    const version = path.join(embeddedFolder(place.folder), 'PG_VERSION');
    writeFileSync(version, '17\n');
    const before = readdirSync(embeddedFolder(place.folder));
    await assert.rejects(
      openDb({ type: 'embedded', dataDir: place.folder }),
      told('database_folder_other_version'),
    );
    assert.deepEqual(readdirSync(embeddedFolder(place.folder)), before);
  });

  test('a folder that cannot be made is told in words', async () => {
    const file = path.join(place.folder, 'file');
    writeFileSync(file, '');
    await assert.rejects(
      openDb({ type: 'embedded', dataDir: path.join(file, 'data') }),
      told('database_folder_not_writable'),
    );
  });

  test('a process killed while it writes keeps every committed row and no half transaction', async () => {
    const child = fork(writer, [place.folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const committed = await new Promise<number>((resolve) => {
      let last = 0;
      child.on('message', (message) => {
        last = Number(message);
        if (last === 20) child.kill('SIGKILL');
      });
      child.on('exit', () => resolve(last));
    });
    assert.ok(committed >= 20);
    const db = await openDb({ type: 'embedded', dataDir: place.folder });
    const rows = await db.query<{ occurrence: number; n: number }>(
      sql`select occurrence, count(*) as n from smt_budget_transfers group by occurrence order by occurrence`,
    );
    await db.close();
    assert.ok(rows.length >= committed, `${rows.length} of ${committed} transactions`);
    for (const row of rows) assert.equal(row.n, 10);
  });
});
