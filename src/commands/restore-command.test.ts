import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDb } from '../db/index.js';
import { sql } from '../db/sql.js';
import { queueOutbox } from '../store/openchs-outbox.js';
import { copyTemplate } from '../testing/embedded-template.js';
import { runFile, temporaryFolder } from '../testing/test-server.js';

const program = fileURLToPath(new URL('../cli.js', import.meta.url));

describe('a database that was restored, at the command line', () => {
  const { folder, remove } = temporaryFolder('restore-command');
  const dataDir = path.join(folder, 'data');
  const env = { PATH: process.env.PATH, DB_TYPE: 'embedded', DATA_DIR: dataDir, LOG_DIR: folder };
  const run = (...args: string[]) => runFile(process.execPath, [program, ...args], { env });
  const now = new Date('2026-02-03T02:00:00Z');

  async function inDatabase<T>(work: (db: Awaited<ReturnType<typeof openDb>>) => Promise<T>): Promise<T> {
    const db = await openDb({ type: 'embedded', dataDir });
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  }
  const clock = () =>
    inDatabase(async (db) => {
      const row = await db.first<{
        feed: string;
        last_at: string;
        lost_since: string | null;
        restored_at: string | null;
      }>(sql`select feed, last_at, lost_since, restored_at from change_clock`);
      assert.ok(row);
      return row;
    });
  const state = () =>
    inDatabase((db) =>
      db.first<{ state: string; problem: string }>(sql`select state, problem from openchs_outbox`),
    );

  before(async () => {
    mkdirSync(dataDir);
    await copyTemplate(dataDir);
    await inDatabase((db) =>
      queueOutbox(
        db,
        [
          {
            ...{ target: 'openchs.example', hospitalCode: '99999', tranId: '990001', denyCode: '305' },
            ...{ reference: 'ECRABCDEFGH23456723', caseId: 1 },
          },
        ],
        { now, lostSince: null },
      ),
    );
  });
  after(remove);

  test('restore takes nothing for unsent, begins a new feed, and keeps which time is lost', async () => {
    const archive = path.join(folder, 'backup.tar.gz');
    const before = await clock();
    await run('backup', archive);
    assert.equal((await state())?.state, 'new');
    await run('restore', archive, '--force');
    const { state: left, problem } = (await state()) ?? {};
    assert.deepEqual([left, problem], ['uncertain', 'openchs_restored']);
    const restored = await clock();
    assert.notEqual(restored.feed, before.feed);
    assert.equal(restored.lost_since, before.last_at);
    assert.ok(restored.restored_at && restored.restored_at > before.last_at);
  });

  test('migrate --new-feed does the same for a server, and a later restore forgets no lost time', async () => {
    const before = await clock();
    await inDatabase((db) => db.execute(sql`update openchs_outbox set state = 'retry', problem = null`));
    await run('migrate', '--new-feed');
    assert.equal((await state())?.state, 'uncertain');
    const later = await clock();
    assert.notEqual(later.feed, before.feed);
    assert.equal(later.lost_since, before.lost_since);
    assert.ok((later.restored_at ?? '') > (before.restored_at ?? ''));
    await run('migrate');
    assert.deepEqual(await clock(), later);
  });
});
