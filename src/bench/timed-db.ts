import type { Db, Queryable } from '../db/db.js';

/** Milliseconds spent inside the database, by what the calls are for. */
export interface DbTime {
  /** Rows of the workbook going in. */
  write: number;
  /** Everything else of the import: versions, current claims, file, problems. */
  settle: number;
  /** Keeping the sums that figures read. */
  sums: number;
}

async function timed<T>(time: DbTime, kind: keyof DbTime, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  try {
    return await work();
  } finally {
    time[kind] += performance.now() - started;
  }
}

function timedCalls(inner: Queryable, time: DbTime): Queryable {
  return {
    dialect: inner.dialect,
    query: (statement) => timed(time, 'settle', () => inner.query(statement)),
    first: (statement) => timed(time, 'settle', () => inner.first(statement)),
    execute: (statement) => timed(time, 'settle', () => inner.execute(statement)),
    insert: (table, row) => timed(time, 'settle', () => inner.insert(table, row)),
    bulkInsert: (table, columns, rows) => timed(time, 'write', () => inner.bulkInsert(table, columns, rows)),
    bulkText: (table, columns, batches) =>
      timed(time, 'write', () => inner.bulkText(table, columns, batches)),
    upsert: (table, rows, key, update) => timed(time, 'settle', () => inner.upsert(table, rows, key, update)),
    eachText: (...given) => timed(time, 'settle', () => inner.eachText(...given)),
    upsertSelect: (...given) => timed(time, 'settle', () => inner.upsertSelect(...given)),
    addSelect: (...given) => timed(time, 'sums', () => inner.addSelect(...given)),
    updateSelect: (...given) => timed(time, 'settle', () => inner.updateSelect(...given)),
  };
}

/** The same database, with its calls added up in `time`; a commit counts as settling. */
export function timedDb(db: Db, time: DbTime): Db {
  return {
    ...timedCalls(db, time),
    async transaction(work) {
      let finished = performance.now();
      const result = await db.transaction(async (tx) => {
        const value = await work(timedCalls(tx, time));
        finished = performance.now();
        return value;
      });
      time.settle += performance.now() - finished;
      return result;
    },
    snapshot: (work) => db.snapshot((view) => work(timedCalls(view, time))),
    readRows: (select, before, work) => db.readRows(select, (view) => before(timedCalls(view, time)), work),
    ping: () => db.ping(),
    close: () => db.close(),
  };
}
