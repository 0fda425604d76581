import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AppError } from '../domain/errors.js';
import { databases, type FreshDatabase } from '../testing/databases.js';
import type { DbSettings } from './db.js';
import { openDb } from './index.js';
import { migrate } from './migrate.js';
import { type MigrationFile, readMigrations } from './migration-files.js';
import { raw, sql } from './sql.js';

const migrator = fileURLToPath(new URL('./migrate.fixture.js', import.meta.url));

function file(version: string, text: string): MigrationFile {
  const checksum = createHash('sha256').update(text).digest('hex');
  return { version, text, checksum, tables: [], views: [] };
}

function told(code: string) {
  return (error: unknown) => error instanceof AppError && error.code === code;
}

/** Another process that migrates; `killAfterMs` ends it like a power cut. */
function migrateElsewhere(settings: DbSettings, killAfterMs?: number): Promise<number | null> {
  const child = fork(migrator, [JSON.stringify(settings)], { stdio: 'ignore' });
  const timer = killAfterMs === undefined ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      if (timer) clearTimeout(timer);
      resolve(code);
    });
  });
}

for (const database of databases())
  describe(`migrate (${database.name})`, () => {
    let fresh: FreshDatabase;
    const all = readMigrations(database.name === 'mysql' ? 'mysql' : 'postgresql');
    before(async () => {
      fresh = await database.fresh({ migrated: false });
    });
    after(() => fresh.close());

    test('a database that holds a table of ours made by another program is refused and left as it is', async () => {
      const { db } = fresh;
      await db.execute(sql`create table eclaim_imported_files (id int)`);
      await assert.rejects(migrate({ db }), told('database_not_ours'));
      await db.execute(sql`drop table eclaim_imported_files`);
      await db.execute(sql`create table schema_migrations (version varchar(20))`);
      await assert.rejects(migrate({ db }), told('database_not_ours'));
      await db.execute(sql`drop table schema_migrations`);
    });

    test('a migration that fails says which, and the next run goes on from there', async () => {
      const { db } = fresh;
      const good = file('0001-good', 'create table good (id int)');
      const bad = file('0002-bad', 'create table bad (id nothing_like_a_type)');
      await assert.rejects(migrate({ db }, [good, bad]), (error: unknown) => {
        assert.ok(error instanceof AppError && error.code === 'migration_failed');
        assert.equal(error.details.version, '0002-bad');
        return true;
      });
      const mended = file('0002-bad', 'create table bad (id int)');
      const result = await migrate({ db }, [good, mended]);
      assert.equal(result.applied.at(-1), '0002-bad');
      assert.deepEqual(await db.query(sql`select id from good`), []);
      assert.deepEqual(await db.query(sql`select id from bad`), []);

      await assert.rejects(migrate({ db }, [good, file('0002-bad', '-- edited')]), told('migration_changed'));
      await assert.rejects(migrate({ db }, [good]), told('database_newer'));
      for (const name of ['good', 'bad', 'schema_migrations']) await db.execute(sql`drop table ${raw(name)}`);
    });

    test('what a killed process had done, but not noted, is recognised', async () => {
      const { db } = fresh;
      const first = file('0001-half', 'create table half (id int)');
      await migrate({ db }, [first]);
      if (db.dialect.transactionalDdl) await db.execute(sql`drop table half`);
      // As MySQL leaves it: the statement is done, the mark says it still runs.
      await db.execute(sql`update schema_migrations set duration_ms = -1`);
      assert.deepEqual((await migrate({ db }, [first])).applied, ['0001-half']);
      assert.deepEqual((await migrate({ db }, [first])).applied, []);
      await db.execute(sql`drop table half`);
      await db.execute(sql`drop table schema_migrations`);
    });

    // Elsewhere a migration and its note are one transaction.
    if (database.name === 'mysql')
      test('each migration is recognised as done where a process was killed before it noted that', async () => {
        const again = await database.fresh({ migrated: false });
        for (const [index, { version }] of all.entries()) {
          const files = all.slice(0, index + 1);
          await migrate({ db: again.db }, files);
          await again.db.execute(
            sql`update schema_migrations set duration_ms = ${-1} where version = ${version}`,
          );
          assert.deepEqual((await migrate({ db: again.db }, files)).applied, [version]);
        }
        await again.close();
      });

    test('processes that are killed in the middle and others that start at once end with all tables', async () => {
      const { settings } = fresh;
      if (settings.type === 'embedded') {
        // One process at a time holds the folder, and each opens it anew.
        await fresh.db.close();
        await migrateElsewhere(settings, 1_500);
        assert.equal(await migrateElsewhere(settings), 0);
      } else {
        for (const wait of [350, 500, 700]) await migrateElsewhere(settings, wait);
        assert.deepEqual(await Promise.all([1, 2, 3].map(() => migrateElsewhere(settings))), [0, 0, 0]);
      }
      const db = await openDb(settings);
      try {
        assert.deepEqual(await migrate({ db }), { applied: [], already: all.length });
        for (const name of all.flatMap(({ tables }) => tables))
          assert.deepEqual(await db.query(sql`select 1 as one from ${raw(name)} where 1 = 0`), []);
      } finally {
        await db.close();
      }
    });
  });
