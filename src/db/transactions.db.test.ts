import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../domain/errors.js';
import { eachDatabase, eachServer } from '../testing/databases.js';
import { DbError } from './db.js';
import { openDb } from './index.js';
import { sql } from './sql.js';

eachDatabase('transactions', (database) => {
  const names = async () =>
    (await database.db.query<{ username: string }>(sql`select username from users order by username`)).map(
      (row) => row.username,
    );

  test('what is thrown takes everything back and reaches the caller', async () => {
    const { db } = database;
    await assert.rejects(
      db.transaction(async (tx) => {
        await tx.insert('users', { username: 'lost', language: 'th' });
        throw new AppError('database_unavailable');
      }),
      AppError,
    );
    assert.deepEqual(await names(), []);
    const answer = await db.transaction(async (tx) => {
      await tx.insert('users', { username: 'kept', language: 'th' });
      return tx.first(sql`select username from users`);
    });
    assert.deepEqual(answer, { username: 'kept' });
    assert.deepEqual(await names(), ['kept']);
  });

  test('after a failed statement nothing can be committed, also if the error was swallowed', async () => {
    const { db } = database;
    await assert.rejects(
      db.transaction(async (tx) => {
        await tx.insert('users', { username: 'before', language: 'th' });
        await assert.rejects(tx.insert('users', { username: 'kept', language: 'th' }), DbError);
        await assert.rejects(tx.query(sql`select 1 as one`), DbError);
      }),
      (error: unknown) => error instanceof DbError && error.kind === 'duplicate',
    );
    assert.deepEqual(await names(), ['kept']);
  });

  test('statements that are started together run one after the other', async () => {
    const sums = await database.db.transaction((tx) =>
      Promise.all(
        [1, 2, 3, 4].map((n) => tx.first<{ n: number }>(sql`select count(*) + ${n} as n from users`)),
      ),
    );
    assert.deepEqual(
      sums.map((row) => Number(row?.n)),
      [2, 3, 4, 5],
    );
  });

  test('the database beside its own transaction is a fault, not a wait without end', async () => {
    const { db } = database;
    await assert.rejects(
      db.transaction(() => db.query(sql`select 1 as one`)),
      /through its tx alone/,
    );
    await assert.rejects(
      db.transaction(() => db.transaction(async () => undefined)),
      /through its tx alone/,
    );
  });

  test('a transaction that is over takes no statements', async () => {
    const { db } = database;
    const tx = await db.transaction(async (open) => open);
    await assert.rejects(tx.query(sql`select 1 as one`), /is over/);
  });

  test('work of others waits or runs beside it, and sees committed rows alone', async () => {
    const { db } = database;
    const mayCommit = createGate();
    const hasBegun = createGate();
    const writing = db.transaction(async (tx) => {
      await tx.insert('users', { username: 'late', language: 'th' });
      hasBegun.open();
      await mayCommit.opened;
    });
    await hasBegun.opened;
    const reading = names();
    if (database.name === 'embedded') mayCommit.open();
    else assert.deepEqual(await reading, ['kept']);
    mayCommit.open();
    await writing;
    assert.deepEqual(await names(), ['kept', 'late']);
  });

  test('a row locked for update makes the second transaction wait', async () => {
    const { db } = database;
    await db.upsert('import_locks', [{ hospital_code: '99999' }], ['hospital_code'], []);
    const order: string[] = [];
    const locked = (name: string) =>
      db.transaction(async (tx) => {
        await tx.query(sql`select hospital_code from import_locks where hospital_code = '99999' for update`);
        order.push(`${name} in`);
        await tx.query(sql`select 1 as one`);
        await new Promise((resolve) => setTimeout(resolve, 30));
        order.push(`${name} out`);
      });
    await Promise.all([locked('a'), locked('b'), locked('c')]);
    for (let index = 0; index < order.length; index += 2)
      assert.equal(order[index]?.[0], order[index + 1]?.[0], order.join());
  });
});

eachServer('several connections', (database) => {
  test('a snapshot reads one moment, whatever others commit meanwhile', async () => {
    const { db } = database;
    const count = sql`select count(*) as n from users`;
    const before = await db.first(count);
    const other = await openDb(database.settings);
    try {
      const seen = await db.snapshot(async (view) => {
        await view.first(count);
        await other.insert('users', { username: 'meanwhile', language: 'th' });
        return view.first(count);
      });
      assert.deepEqual(seen, before);
      assert.notDeepEqual(await db.first(count), before);
    } finally {
      await other.execute(sql`delete from users where username = 'meanwhile'`);
      await other.close();
    }
  });

  test('inside one transaction a later read sees what others committed meanwhile', async () => {
    const { db, settings } = database;
    const other = await openDb(settings);
    try {
      await db.transaction(async (tx) => {
        const count = () => tx.first<{ n: number }>(sql`select count(*) as n from users`);
        const before = await count();
        await other.insert('users', { username: 'between', language: 'th' });
        assert.equal((await count())?.n, Number(before?.n) + 1);
      });
    } finally {
      await other.close();
    }
  });

  test('an idle connection that the server cut costs nobody an error', async () => {
    const { db, settings } = database;
    await db.query(sql`select 1 as one`);
    const other = await openDb(settings);
    try {
      await cutOthers(other);
    } finally {
      await other.close();
    }
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    assert.deepEqual(await db.first(sql`select 1 as one`), { one: 1 });
  });

  test('a connection that breaks in a transaction is unavailable, and the next one works', async () => {
    const { db, settings } = database;
    const other = await openDb(settings);
    try {
      await assert.rejects(
        db.transaction(async (tx) => {
          await tx.insert('users', { username: 'cut', language: 'th' });
          await cutOthers(other);
          await tx.query(sql`select 1 as one`);
        }),
        (error: unknown) => error instanceof DbError && error.kind === 'unavailable',
      );
    } finally {
      await other.close();
    }
    assert.deepEqual(await db.first(sql`select count(*) as n from users where username = 'cut'`), { n: 0 });
  });

  test('a server that is not there is told in words by ping', async () => {
    const { settings } = database;
    const nowhere = await openDb({ ...settings, port: 1 });
    await assert.rejects(
      nowhere.ping(),
      (e: unknown) => e instanceof AppError && e.code === 'database_unavailable',
    );
    await nowhere.close();
    const unnamed = await openDb({ ...settings, database: 'no_such_database' });
    await assert.rejects(
      unnamed.ping(),
      (e: unknown) => e instanceof AppError && e.code === 'database_missing',
    );
    await unnamed.close();
    if (settings.type === 'postgresql') return;
    const stranger = await openDb({ ...settings, password: 'wrong' });
    await assert.rejects(
      stranger.ping(),
      (e: unknown) => e instanceof AppError && e.code === 'database_sign_in_refused',
    );
    await stranger.close();
  });

  test('a closed database answers unavailable', async () => {
    const { settings } = database;
    const db = await openDb(settings);
    await db.close();
    await assert.rejects(db.query(sql`select 1 as one`));
  });
});

/** Ends all other sessions of the same database, as a restarted server would. */
async function cutOthers(db: Awaited<ReturnType<typeof openDb>>): Promise<void> {
  if (db.dialect.migrations === 'postgresql') {
    await db.query(
      sql`select pg_terminate_backend(pid) as ended from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    return;
  }
  const rows = await db.query<{ id: number }>(
    sql`select id from information_schema.processlist where db = database() and id <> connection_id()`,
  );
  for (const { id } of rows) await db.execute(sql`kill ${id}`);
}

function createGate(): { open(): void; readonly opened: Promise<void> } {
  let open: (() => void) | null = null;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open?.(), opened };
}
