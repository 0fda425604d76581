import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '../domain/errors.js';
import { DbError } from './db.js';
import type { Connection, ConnectionSource, Dialect, MigrationTx, OpenedDb } from './dialect.js';
import { createQueryable, type Use } from './queryable.js';
import { createQueue } from './queue.js';
import { type Sql, sql } from './sql.js';

interface Transaction {
  readonly tx: MigrationTx;
  /** No statement may follow. */
  end(): void;
  /** The first error of a statement; then the transaction can only be rolled back, on every dialect. */
  failure(): unknown;
  readonly atEnd: readonly Sql[];
}

function openTransaction(dialect: Dialect, connection: Connection): Transaction {
  const queue = createQueue();
  let failure: unknown = null;
  let over = false;
  const use: Use = (work) =>
    queue(async () => {
      if (over) throw new Error('a statement was given to a transaction that is over');
      if (failure !== null) throw failure;
      try {
        return await work(connection);
      } catch (error) {
        failure = error;
        throw error;
      }
    });
  const atEnd: Sql[] = [];
  const script: MigrationTx['script'] = (text, isFine) =>
    use((held) =>
      held.script(text).catch((error: unknown) => {
        if (!isFine?.(error)) throw error;
      }),
    );
  return {
    tx: {
      ...createQueryable(dialect, use),
      script,
      atEnd(statement) {
        atEnd.push(statement);
      },
    },
    atEnd,
    end() {
      over = true;
    },
    failure: () => failure,
  };
}

async function runTransaction<T>(
  dialect: Dialect,
  connection: Connection,
  begin: readonly Sql[],
  work: (tx: MigrationTx) => Promise<T>,
): Promise<T> {
  for (const statement of begin) await connection.run(statement);
  const transaction = openTransaction(dialect, connection);
  try {
    const result = await work(transaction.tx);
    transaction.end();
    if (transaction.failure() !== null) throw transaction.failure();
    await connection.run(sql`commit`);
    return result;
  } catch (error) {
    transaction.end();
    // A broken connection cannot roll back, and need not: the server does it. The first error is the one that counts.
    await connection.run(sql`rollback`).catch(() => undefined);
    throw error;
  } finally {
    for (const statement of transaction.atEnd) {
      // A broken connection has lost its locks already; what the work itself threw is what counts.
      await connection.run(statement).catch(() => undefined);
    }
  }
}

/** What people are told when the database does not answer. */
function unreachable(error: unknown, dialect: Dialect): AppError {
  const cause = { cause: error };
  const problem = error instanceof DbError ? dialect.connectProblem(error.cause) : null;
  return problem ?? new AppError('database_unavailable', {}, cause);
}

/** The contract over any source of connections. */
export function createDb(dialect: Dialect, source: ConnectionSource): OpenedDb {
  const inside = new AsyncLocalStorage<{ running: boolean }>();
  const use: Use = (work) => {
    // On the embedded database this would wait for itself for ever; so it is a fault on every dialect.
    if (inside.getStore()?.running)
      throw new Error('inside a transaction the database is reached through its tx alone');
    return source.use(work);
  };
  const queryable = createQueryable(dialect, use);
  const run = <T>(begin: readonly Sql[], work: (tx: MigrationTx) => Promise<T>): Promise<T> =>
    use(async (connection) => {
      const mark = { running: true };
      try {
        return await inside.run(mark, () => runTransaction(dialect, connection, begin, work));
      } finally {
        mark.running = false;
      }
    });
  const readRows: OpenedDb['readRows'] = async (select, before, work) => {
    const { reading } = source;
    if (reading === undefined)
      return run(dialect.beginSnapshot, async (view) =>
        work(await before(view), (take) => view.eachText(select, take)),
      );
    // Nobody else has the connection between what `before` saw and the begin of the reading.
    const begun = await use(async (connection) => {
      const known = await runTransaction(dialect, connection, dialect.beginSnapshot, before);
      return { known, rows: reading(select) };
    });
    try {
      return await work(begun.known, (take) => begun.rows.each(take));
    } finally {
      await begun.rows.close();
    }
  };
  const transaction: OpenedDb['transaction'] = (work) => run([dialect.begin], work);
  return {
    ...queryable,
    dialect,
    transaction,
    snapshot: (work) => run(dialect.beginSnapshot, work),
    readRows,
    eachText: (select, take) =>
      readRows(
        select,
        async () => undefined,
        (_none, each) => each(take),
      ),
    // Many rows take several statements: all of them or none.
    bulkInsert: (...given) => transaction((tx) => tx.bulkInsert(...given)),
    bulkText: (...given) => transaction((tx) => tx.bulkText(...given)),
    upsert: (...given) => transaction((tx) => tx.upsert(...given)),
    async ping() {
      try {
        await queryable.query(sql`select 1 as one`);
      } catch (error) {
        throw unreachable(error, dialect);
      }
    },
    close: () => source.close(),
  };
}
