import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AppError } from '../domain/errors.js';
import { databases, eachServer } from '../testing/databases.js';
import {
  dropReader,
  makeReader,
  openReader,
  type Reader,
  readerOf,
  readerPassword,
} from '../testing/reporting-reader.js';
import type { ServerSettings } from './db.js';
import { migrate } from './migrate.js';
import { readMigrations } from './migration-files.js';
import { applyReporting, type ReportingUser } from './reporting.js';
import { raw, sql } from './sql.js';

const files = readMigrations('mysql');
const views = files.flatMap((file) => file.views);
const tables = [...files.flatMap((file) => file.tables), 'schema_migrations'];

/** The code of a server, as its own driver tells it. */
const codeOf = (error: unknown) => {
  assert.ok(error instanceof Error);
  const { code, errno } = error as { code?: string; errno?: number };
  return String(errno ?? code);
};
/** What a session shall do, which is ended however that goes. */
async function withReader<T>(
  settings: ServerSettings,
  user: ReportingUser,
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  const reader = await openReader(settings, user);
  return await work(reader).finally(reader.close);
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'not refused',
    (error: unknown) => codeOf(error),
  );

eachServer('the read-only user', (database) => {
  const isMysql = database.name === 'mysql';
  const prefix = isMysql ? '' : 'reporting.';
  const denied = isMysql ? '1142' : '42501';

  // A block of its own: the user is gone before its database is.
  describe('of a neighbour', () => {
    let user: ReportingUser;
    const session = <T>(work: (reader: Reader) => Promise<T>) => withReader(database.settings, user, work);

    before(async () => {
      user = readerOf(database.settings);
      assert.equal(await makeReader(database.settings, user), true);
    });
    after(() => dropReader(database.settings, user));

    test('reads every view by its bare name', async () => {
      await session(async (reader) => {
        for (const view of views) assert.ok(Array.isArray(await reader.ask(`select * from ${view}`)), view);
        const [{ n = '' } = {}] = await reader.ask('select count(*) as n from fact_case_daily');
        assert.ok(Number(n) >= 401);
      });
    });

    test('changes nothing, also after its session was switched to read and write', async () => {
      const base = isMysql ? '' : 'public.';
      const switches = isMysql
        ? ['set session transaction read write']
        : [
            'set default_transaction_read_only = off',
            'set session characteristics as transaction read write',
          ];
      const changes = [
        ...views.flatMap((view) => [`delete from ${prefix}${view}`, `drop view ${prefix}${view}`]),
        `insert into ${prefix}kase (id) values (1)`,
        `insert into ${prefix}contact (id) values (1)`,
        `update ${prefix}kase set status = 'closed'`,
        `update ${prefix}kase_activity set activity = 'x'`,
        `insert into ${base}users (username) values ('x')`,
        `update ${base}cases set status = 'closed'`,
        `delete from ${base}cases`,
        `truncate table ${base}cases`,
        `drop table ${base}cases`,
        `alter table ${base}cases add column loot int`,
        'create table loot (id int)',
        `create table ${base}loot (id int)`,
        'create temporary table loot (id int)',
        `create view loot as select id from ${prefix}kase`,
        `drop database ${database.settings.database}`,
        ...(isMysql ? [] : ['create schema loot', 'create temporary view loot as select 1']),
      ];
      // Rows of a view that adds up can be changed by nobody, and a database that is in use can be dropped by nobody.
      const codes = isMysql ? ['1142', '1044', '1288', '1471'] : ['42501', '55000', '55006'];
      await session(async (reader) => {
        const first = isMysql ? codes : [...codes, '25006'];
        for (const change of changes) assert.ok(first.includes(await refusal(reader.ask(change))), change);
        for (const each of switches) await reader.ask(each);
        for (const change of changes) {
          const code = await refusal(reader.ask(change));
          assert.ok(codes.includes(code), `${change}: ${code}`);
        }
      });
      const left = await database.db.first<{ n: number }>(
        sql`select count(*) as n from information_schema.tables where table_name = 'loot'`,
      );
      assert.equal(left?.n, 0);
    });

    test('reads no table', async () => {
      await session(async (reader) => {
        for (const table of tables)
          assert.equal(
            await refusal(reader.ask(`select 1 from ${isMysql ? '' : 'public.'}${table}`)),
            denied,
            table,
          );
      });
    });

    test('is not let in beyond its connections', async () => {
      const room: Reader[] = [];
      try {
        for (let count = 1; count <= user.connections; count++)
          room.push(await openReader(database.settings, user));
        assert.equal(await refusal(session(() => Promise.resolve())), isMysql ? '1226' : '53300');
      } finally {
        for (const each of room) await each.close();
      }
    });

    test('has its limits and grants renewed by the script run again, and keeps its password', async () => {
      const account = raw(isMysql ? `'${user.name}'@'${user.host}'` : user.name);
      await database.db.execute(sql`grant update on ${raw(prefix)}kase to ${account}`);
      assert.equal(
        await applyReporting(database.settings, { ...user, seconds: 20 }, 'another password'),
        false,
      );
      await session(async (reader) => {
        assert.deepEqual(await reader.ask('select * from kase'), []);
        if (!isMysql) await reader.ask('set default_transaction_read_only = off');
        const code = await refusal(reader.ask(`update ${prefix}kase set status = 'closed'`));
        assert.ok([denied, '55000'].includes(code), code);
        if (!isMysql)
          assert.deepEqual(await reader.ask('show statement_timeout'), [{ statement_timeout: '20s' }]);
      });
    });

    test('is not made by who may not, nor under a name that does other work, and its password is not told', async () => {
      const own = { ...database.settings, user: user.name, password: readerPassword };
      const other = { ...user, name: `${user.name}_2` };
      await assert.rejects(applyReporting(own, other, 'secret-words'), (error: unknown) => {
        assert.ok(error instanceof AppError);
        assert.equal(error.code, 'reporting_user_refused');
        assert.ok(!error.text('en').includes('secret-words'));
        return true;
      });
      if (!isMysql)
        await assert.rejects(makeReader(database.settings, { ...user, name: user.owner }), {
          code: 'reporting_user_refused',
        });
    });

    if (isMysql)
      test('needs TLS unless that was given up', async () => {
        const strict = { ...user, name: `${user.name}_tls`, tls: true };
        await makeReader(database.settings, strict);
        const code = await refusal(withReader(database.settings, strict, () => Promise.resolve()));
        await dropReader(database.settings, strict);
        assert.equal(code, '1045');
      });

    test('is stopped at its time limit', async () => {
      const columns = ['hospital_code', 'case_number', 'title', 'category', 'priority', 'status', 'source'];
      await database.db.bulkInsert(
        'cases',
        [...columns, 'version', 'change_batch'],
        Array.from({ length: 1000 }, (_, index) => [
          ...['99999', `T-${index}`, 'x', 'denial', 'low', 'open', 'api', 1, 1],
        ]),
      );
      await makeReader(database.settings, { ...user, seconds: 1 });
      await session(async (reader) => {
        const code = await refusal(
          reader.ask(
            'select count(*) as n from kase a, kase b, kase c, kase d where a.id + b.id <> c.id + d.id',
          ),
        );
        assert.ok(['57014', '1969', '3024'].includes(code), code);
        // The session lives on.
        assert.equal((await reader.ask('select count(*) as n from kase'))[0]?.n, '1000');
      });
    });
  });
});

for (const database of databases().filter(({ name }) => name !== 'embedded'))
  describe(`an upgrade (${database.name})`, () => {
    test('leaves the read-only user what it had: views that still answer', async () => {
      const fresh = await database.fresh({ migrated: false });
      const { settings } = fresh;
      assert.ok(settings.type !== 'embedded');
      const all = readMigrations(fresh.db.dialect.migrations);
      const made = all.findLastIndex((file) => file.views.length > 0);
      await migrate({ db: fresh.db }, all.slice(0, made + 1));
      const user = readerOf(settings);
      await makeReader(settings, user);
      await migrate({ db: fresh.db }, all);
      await withReader(settings, user, async (reader) => {
        for (const view of views) await reader.ask(`select * from ${view}`);
      });
      await dropReader(settings, user);
      await fresh.close();
    });
  });
