import { setImmediate as nextTurn } from 'node:timers/promises';
import { chunks } from './chunks.js';
import type { Queryable, Value } from './db.js';
import { type Connection, type Dialect, quoteName, quoteNames } from './dialect.js';
import { join, raw, type Sql, sql } from './sql.js';
import { checkedValue, wholeNumber } from './values.js';

/** Lends a connection: that of a transaction, or a free one. */
export type Use = <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;

function tuple(row: readonly Value[]): Sql {
  return sql`(${join(row)})`;
}

function checkTable(table: string, columns: readonly string[]): void {
  quoteName(table);
  if (columns.length === 0) throw new TypeError(`no columns were given for ${table}`);
}

/** The last row of each key, in the order of the first: one statement must not touch a row twice (PostgreSQL refuses). */
function lastOfEachKey(rows: readonly Readonly<Record<string, Value>>[], key: readonly string[]) {
  const byKey = new Map(rows.map((row) => [JSON.stringify(key.map((name) => row[name])), row]));
  return [...byKey.values()];
}

function watchSource<T>(batches: AsyncIterable<T>) {
  let failure: { readonly error: unknown } | null = null;
  async function* watched(): AsyncGenerator<T> {
    try {
      for await (const batch of batches) {
        yield batch;
        // Where many lie ready, a server would answer nobody until all were sent.
        await nextTurn();
      }
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  return { batches: watched(), failure: () => failure };
}

/** The part of the contract that is the same inside and outside of a transaction. */
export function createQueryable(dialect: Dialect, use: Use): Queryable {
  const run = (statement: Sql) => use((connection) => connection.run(statement));
  const query = async <Row extends object>(statement: Sql): Promise<Row[]> =>
    // The statement's author names the row's shape; the values are those of the contract.
    (await run(statement)).rows as Row[];

  return {
    dialect,
    query,
    first: async <Row extends object>(statement: Sql) => (await query<Row>(statement))[0] ?? null,
    eachText: (select, take) => use((connection) => connection.eachText(select, take)),
    execute: async (statement) => (await run(statement)).count,

    async insert(table, row) {
      const columns = Object.keys(row);
      checkTable(table, columns);
      const head = raw(`insert into ${quoteName(table)} (${quoteNames(columns)}) values `);
      const answer = await run(sql`${head}${tuple(Object.values(row))}${dialect.returningId}`);
      const first = answer.rows[0] as { id?: number } | undefined;
      return answer.insertedId ?? wholeNumber(String(first?.id));
    },

    async bulkInsert(table, columns, rows) {
      checkTable(table, columns);
      if (rows.some((row) => row.length !== columns.length))
        throw new TypeError(`a row for ${table} has not as many values as columns were given`);
      if (rows.length > 0) await use((connection) => connection.load(table, columns, rows));
    },

    async bulkText(table, columns, batches) {
      checkTable(table, columns);
      const source = watchSource(batches);
      // What ended the source counts, not what the driver makes of an unfinished load.
      const stored = await use((connection) => connection.loadText(table, columns, source.batches)).catch(
        (error: unknown) => {
          throw source.failure()?.error ?? error;
        },
      );
      const failure = source.failure();
      if (failure) throw failure.error;
      return stored;
    },

    async upsert(table, rows, key, update) {
      const columns = Object.keys(rows[0] ?? {});
      if (rows.length === 0) return;
      checkTable(table, columns);
      const kept = update.length > 0 ? lastOfEachKey(rows, key) : rows;
      const values = kept.map((row) => columns.map((column) => checkedValue(row[column])));
      const head = raw(`insert into ${quoteName(table)} (${quoteNames(columns)}) values `);
      const tail = dialect.upsertTail(key, update);
      await use(async (connection) => {
        for (const group of chunks(values))
          await connection.run(sql`${head}${join(group.map(tuple))}${tail}`);
      });
    },

    async upsertSelect(table, columns, select, key, update) {
      checkTable(table, columns);
      const head = raw(`insert into ${quoteName(table)} (${quoteNames(columns)}) `);
      await run(sql`${head}${select}${dialect.upsertTail(key, update)}`);
    },

    async addSelect(table, columns, select, key, add) {
      checkTable(table, columns);
      const head = raw(`insert into ${quoteName(table)} (${quoteNames(columns)}) `);
      await run(sql`${head}${select}${dialect.addTail(table, key, add)}`);
    },

    async updateSelect(table, columns, select, key) {
      checkTable(table, columns);
      return (await run(dialect.updateFrom(table, columns, select, key))).count;
    },
  };
}
