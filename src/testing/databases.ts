import { randomUUID } from 'node:crypto';
import { after, before, describe } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { DbSettings, DialectFacts, ServerSettings } from '../db/db.js';
import type { OpenedDb } from '../db/dialect.js';
import { openDb } from '../db/index.js';
import { migrate } from '../db/migrate.js';
import { raw, sql } from '../db/sql.js';
import { copyTemplate } from './embedded-template.js';
import { settingsOfUrl } from './server-url.js';
import { temporaryFolder } from './test-server.js';

export interface FreshDatabase {
  readonly db: OpenedDb;
  /** For a second connection or another process; on the embedded database only after `db.close()`. */
  readonly settings: DbSettings;
  /** Closes it, fails if a connection was left open, and drops it. */
  close(): Promise<void>;
}

export interface TestDatabase {
  readonly name: DialectFacts['name'];
  /** A database of its own, migrated unless `migrated` is false. */
  fresh(options?: { readonly migrated?: boolean }): Promise<FreshDatabase>;
}

const embedded: TestDatabase = {
  name: 'embedded',
  async fresh({ migrated = true } = {}) {
    const { folder, remove } = temporaryFolder('data');
    const settings = { type: 'embedded', dataDir: folder } as const;
    if (migrated) await copyTemplate(folder);
    const db = await openDb(settings);
    return {
      db,
      settings,
      close: () => db.close().finally(remove),
    };
  },
};

function serverSettings(variable: 'TEST_POSTGRES_URL' | 'TEST_MYSQL_URL'): ServerSettings {
  const url = process.env[variable];
  if (url === undefined || url === '')
    throw new Error(
      `${variable} is not set: run tests by "npm test", a part of them by "npm test -- dist/store"`,
    );
  return settingsOfUrl(url);
}

/** Runs work on the server's own database, which the URL names. */
async function onServer<T>(settings: ServerSettings, work: (admin: OpenedDb) => Promise<T>): Promise<T> {
  const admin = await openDb({ ...settings, poolMax: 1 });
  try {
    return await work(admin);
  } finally {
    await admin.close();
  }
}

async function connectionsTo(admin: OpenedDb, database: string): Promise<number> {
  const row = await admin.first<{ count: number }>(
    admin.dialect.migrations === 'mysql'
      ? sql`select count(*) as count from information_schema.processlist where db = ${database}`
      : // Workers of the server itself, such as vacuum, come and go.
        sql`select count(*) as count from pg_stat_activity
          where datname = ${database} and backend_type = 'client backend'`,
  );
  return row?.count ?? 0;
}

async function drop(admin: OpenedDb, database: string): Promise<void> {
  // The server notices a moment later that a connection was closed.
  for (let turn = 0; turn < 40 && (await connectionsTo(admin, database)) > 0; turn++) await pause(50);
  const left = await connectionsTo(admin, database);
  const force = raw(admin.dialect.migrations === 'mysql' ? '' : ' with (force)');
  await admin.execute(sql`drop database ${raw(database)}${force}`);
  if (left > 0) throw new Error(`${left} connections to the database of this test were left open`);
}

function onTestServer(
  name: 'postgresql' | 'mysql',
  variable: 'TEST_POSTGRES_URL' | 'TEST_MYSQL_URL',
): TestDatabase {
  return {
    name,
    async fresh({ migrated = true } = {}) {
      const server = serverSettings(variable);
      const database = `eclaim_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
      await onServer(server, (admin) => admin.execute(sql`create database ${raw(database)}`));
      const settings = { ...server, database };
      const db = await openDb(settings);
      const close = () => db.close().then(() => onServer(server, (admin) => drop(admin, database)));
      try {
        if (migrated) await migrate({ db });
      } catch (error) {
        await close();
        throw error;
      }
      return { db, settings, close };
    },
  };
}

/** The databases on which the product must give equal answers. */
export function databases(): readonly TestDatabase[] {
  return [embedded, onTestServer('postgresql', 'TEST_POSTGRES_URL'), onTestServer('mysql', 'TEST_MYSQL_URL')];
}

export interface GivenDatabase {
  readonly name: DialectFacts['name'];
  /** Inside tests and hooks only. */
  readonly db: OpenedDb;
  readonly settings: DbSettings;
}

/**
 * Runs the same tests on every database, each with a fresh migrated one for the whole block:
 * `eachDatabase('claims', (database) => { test('…', async () => { await database.db.query(…) }) })`.
 */
export function eachDatabase(title: string, tests: (database: GivenDatabase) => void): void {
  onEach(databases(), title, tests);
}

/** The same on the two servers alone, for what only several connections can show. */
export function eachServer(
  title: string,
  tests: (database: GivenDatabase & { readonly settings: ServerSettings }) => void,
): void {
  const servers = databases().filter(({ name }) => name !== 'embedded');
  onEach(servers, title, (database) =>
    tests({
      name: database.name,
      get db() {
        return database.db;
      },
      get settings() {
        const { settings } = database;
        if (settings.type === 'embedded') throw new Error('a server was expected');
        return settings;
      },
    }),
  );
}

function onEach(
  list: readonly TestDatabase[],
  title: string,
  tests: (database: GivenDatabase) => void,
): void {
  for (const database of list)
    describe(`${title} (${database.name})`, () => {
      let fresh: FreshDatabase | null = null;
      const given = (): FreshDatabase => {
        if (fresh === null) throw new Error('the database is there inside tests and hooks only');
        return fresh;
      };
      before(async () => {
        fresh = await database.fresh();
      });
      after(async () => {
        await fresh?.close();
      });
      tests({
        name: database.name,
        get db() {
          return given().db;
        },
        get settings() {
          return given().settings;
        },
      });
    });
}
