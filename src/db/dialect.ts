import type { AppError } from '../domain/errors.js';
import type { TextRows } from '../domain/row-text.js';
import type { Db, DialectFacts, KeyedSelect, RowTexts, Tx, Value } from './db.js';
import type { Sql } from './sql.js';

/** What one statement answered, in the values that the contract (db.ts) names. */
export interface Answer {
  readonly rows: readonly object[];
  /** Rows hit. */
  readonly count: number;
  /** The `id` of an inserted row, where the driver tells it by itself. */
  readonly insertedId: number | null;
}

export type Row = readonly Value[];

/** Of a text that is a number, with or without the sign of a percentage; read alike by all regular expressions. */
export const numberPattern = {
  whole: "'^[[:space:]]*([0-9]{1,3}([.][0-9]+){0,1})[[:space:]]*%{0,1}[[:space:]]*$'",
  number: "'[0-9]{1,3}([.][0-9]+){0,1}'",
} as const;

/** One connection, used by nobody else meanwhile. Every error leaves as DbError. */
export interface Connection {
  run(statement: Sql): Promise<Answer>;
  /** Runs the text of a migration file; several statements where the dialect's migrations may hold several. */
  script(text: string): Promise<void>;
  /** Loads rows in the fastest way; on an error some of them may stand in the table until the rollback. */
  load(table: string, columns: readonly string[], rows: readonly Row[]): Promise<void>;
  /** The same with rows that are text already, as they come; answers how many were stored. */
  loadText(table: string, columns: readonly string[], batches: AsyncIterable<TextRows>): Promise<number>;
  /** Hands over rows as they come; after what `take` throws the connection is of no use any more. */
  eachText(select: KeyedSelect, take: TakeTexts): Promise<void>;
}

export type TakeTexts = (rows: readonly RowTexts[]) => Promise<void>;

/** Many rows of one moment, read while others use the connection. */
export interface RowReading {
  each(take: TakeTexts): Promise<void>;
  /** Forgets what was kept of its moment. */
  close(): Promise<void>;
}

/** Where connections come from: a pool, or the one of the embedded database. */
export interface ConnectionSource {
  /** Waits for a free connection, lends it to `work`, and throws it away afterwards if it broke. */
  use<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /**
   * Begins to read the rows as they are now, where one connection must do for everybody. Called while the caller has it;
   * the reading itself asks for it again and again.
   */
  readonly reading?: (select: KeyedSelect) => RowReading;
  close(): Promise<void>;
}

/** All that databases do differently. A difference that is not named here is kept inside a connection. */
export interface Dialect extends DialectFacts {
  /** First statement of a transaction that reads committed rows only. */
  readonly begin: Sql;
  /** First statements of a transaction that reads one moment alone and cannot write. */
  readonly beginSnapshot: readonly Sql[];
  /** End of an insert that shall answer the new `id`; empty where the driver tells it by itself. */
  readonly returningId: Sql;
  /** End of an insert that updates (or, with no columns to update, leaves) the row that has the key already. */
  upsertTail(key: readonly string[], update: readonly string[]): Sql;
  /** End of an insert that adds these columns to those of the row of this table that has the key already. */
  addTail(table: string, key: readonly string[], add: readonly string[]): Sql;
  /** An update that sets columns to those of the row of a select that has the same key. */
  updateFrom(table: string, columns: readonly string[], select: Sql, key: string): Sql;
  /** Whether a failed migration takes its tables back by itself. Where not, a migration is one statement. */
  readonly transactionalDdl: boolean;
  /** Waits until no other process migrates this database; answers `locked` 1, or 0 after two minutes. */
  readonly lockMigrations: Sql;
  /** null where the lock ends with the transaction. */
  readonly unlockMigrations: Sql | null;
  /** A type for an instant in schema_migrations, which migrate itself makes. */
  readonly instantType: Sql;
  /** Appended to `create table`. */
  readonly tableOptions: Sql;
  /** Whether an error says that what a migration makes (or drops) is there (or gone) already. */
  isAlreadyDone(error: unknown): boolean;
  /** Name and version as the server tells them; null = fit for use, else the problem. */
  versionProblem(versionText: string): AppError | null;
  /** A plainer reason why no connection came (wrong password, no such database); null = not known. */
  connectProblem(driverError: unknown): AppError | null;
}

/** A transaction that can also run migration files. */
export interface MigrationTx extends Tx {
  /** An error that `isFine` knows does not spoil the transaction (only MySQL can go on after one). */
  script(text: string, isFine?: (error: unknown) => boolean): Promise<void>;
  /** Is run on the same connection when the transaction is over, however it ended. */
  atEnd(statement: Sql): void;
}

/** What `openDb` answers: the contract for everybody, and what migrate needs beside it. */
export interface OpenedDb extends Db {
  readonly dialect: Dialect;
  transaction<T>(work: (tx: MigrationTx) => Promise<T>): Promise<T>;
}

/** Names come from our own code and the column tables alone; anything else is a fault of the program. */
export function quoteName(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new TypeError(`not a name of a table or column: ${name}`);
  return `"${name}"`;
}

export function quoteNames(names: readonly string[]): string {
  return names.map(quoteName).join(', ');
}
