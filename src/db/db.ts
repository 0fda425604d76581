import type { TextRows } from '../domain/row-text.js';
import type { Sql } from './sql.js';

/** One row of a stream: every value as text, null as null. */
export type RowTexts = readonly (string | null)[];

/**
 * A select whose rows are wanted one group after the other, the highest key first. `select` goes up to its conditions
 * (`select c.id, … from claim_current c where …`), lists texts, whole numbers, decimals and days alone, and the key first.
 */
export interface KeyedSelect {
  readonly select: Sql;
  /** A whole number that no two rows share, as the conditions name it. */
  readonly key: Sql;
  /** In which order the rows come, one that no two rows share a place in; absent = by the falling key, which begins at once. */
  readonly order?: Sql;
}

/**
 * What may be written: a Date is an instant (stored to the millisecond, UTC); a day, a wall clock time, money and
 * weights are text; JSON is the text of the document.
 */
export type Value = string | number | boolean | null | Date | Uint8Array;

/**
 * What comes back, equal on all dialects: bigint and int as number (an error beyond 2^53), decimal as text with all
 * its places, date as `YYYY-MM-DD`, wall clock time as `YYYY-MM-DD HH:MM:SS`, instant as `YYYY-MM-DDTHH:MM:SS.ffffffZ`,
 * a boolean column as boolean, JSON as text (in the dialect's own spacing), bytes as Uint8Array. A sum or count of whole
 * numbers is a number.
 *
 * To write once: `||` joins texts, "name" quotes names, and a lone true or false may stand for a condition. Select
 * conditions as `case when … then 1 else 0 end` (MySQL has no boolean results); write the zero of money as `0.00`
 * (`coalesce(sum(amount), 0.00)`). Columns of text are compared and ordered by their bytes on every dialect.
 */
export interface Queryable {
  readonly dialect: DialectFacts;
  /** Rows of a select. */
  query<Row extends object>(statement: Sql): Promise<Row[]>;
  /** The first row, or null. */
  first<Row extends object>(statement: Sql): Promise<Row | null>;
  /**
   * Hands over all rows of a select in groups, in the fastest way that the database has and without holding them: the
   * next group comes when `take` is done with one. What `take` throws ends it, and with it the connection.
   */
  eachText(select: KeyedSelect, take: (rows: readonly RowTexts[]) => Promise<void>): Promise<void>;
  /** Rows hit by an insert, update or delete (an update counts a row also if nothing changed in it). */
  execute(statement: Sql): Promise<number>;
  /** Inserts one row and answers its `id`. */
  insert(table: string, row: Readonly<Record<string, Value>>): Promise<number>;
  /** The fast way in for many rows (COPY where the dialect has it). All rows have the columns given, in their order. */
  bulkInsert(table: string, columns: readonly string[], rows: readonly (readonly Value[])[]): Promise<void>;
  /**
   * Many rows that are text already (domain/row-text), in one statement while they come; answers how many were stored.
   * Only inside a transaction: an error in the middle leaves some of them.
   */
  bulkText(table: string, columns: readonly string[], batches: AsyncIterable<TextRows>): Promise<number>;
  /** Inserts rows, or updates the columns of `update` where the unique `key` exists already ([] = leave the old row). */
  upsert(
    table: string,
    rows: readonly Readonly<Record<string, Value>>[],
    key: readonly string[],
    update: readonly string[],
  ): Promise<void>;
  /** The same of the rows that a select answers, with the columns given in their order; no key twice among them. */
  upsertSelect(
    table: string,
    columns: readonly string[],
    select: Sql,
    key: readonly string[],
    update: readonly string[],
  ): Promise<void>;
  /** Inserts the rows of a select from other tables, or adds their columns of `add` to the row that has the `key` already. */
  addSelect(
    table: string,
    columns: readonly string[],
    select: Sql,
    key: readonly string[],
    add: readonly string[],
  ): Promise<void>;
  /**
   * Sets columns of the rows that a select names by their `key` to what it says; answers how many rows it hit. The select
   * names its columns, key and columns alike, and may read the table itself, as it was before, if it groups or limits rows.
   */
  updateSelect(table: string, columns: readonly string[], select: Sql, key: string): Promise<number>;
}

/** Hands over all rows in groups; the next group comes when `take` is done with one. To be called once. */
export type EachRows = (take: (rows: readonly RowTexts[]) => Promise<void>) => Promise<void>;

/**
 * Inside a transaction the database is reached through its Tx alone (the embedded database has one connection; anything
 * else throws). After the first failed statement every other one fails too, and the transaction is rolled back.
 */
export type Tx = Queryable;

export interface Db extends Queryable {
  /** Commits when `work` resolves, rolls back when it throws. READ COMMITTED on every dialect. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Reads everything as it was committed when the work began, whatever others write meanwhile; a write fails. */
  snapshot<T>(work: (view: Queryable) => Promise<T>): Promise<T>;
  /**
   * What `before` reads, then all rows of the select, as they were committed at one moment, whatever others write
   * meanwhile. Unlike in a snapshot, the only connection of the embedded database is others' too between two groups.
   */
  readRows<Known, T>(
    select: KeyedSelect,
    before: (view: Queryable) => Promise<Known>,
    work: (known: Known, each: EachRows) => Promise<T>,
  ): Promise<T>;
  /** Resolves when a trivial query was answered; rejects with AppError database_unavailable. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Differences that others may need to know; any other difference stays inside db/. */
export interface DialectFacts {
  /** To be shown; what depends on it is a fact of its own here. */
  readonly name: 'postgresql' | 'mysql' | 'embedded';
  /** Only one process can hold the database: whoever else has worked on it is gone. */
  readonly singleProcess: boolean;
  /** There is one connection: whoever holds a snapshot lets everybody else wait, so it is left as soon as can be. */
  readonly singleConnection: boolean;
  /** Folder of database/migrations. */
  readonly migrations: 'postgresql' | 'mysql';
  /** By the database's clock, to the microsecond: when this statement began or later, whenever the transaction began. */
  readonly clock: Sql;
  /** The next instant that can be stored: one microsecond later. */
  justAfter(instant: Sql): Sql;
  /** The number that a text is, such as `95`, `95.00` or ` 95 %`, up to three digits before the point; null where it is none. */
  numberIn(text: Sql): Sql;
  /** Stands between an insert and the columns that are set instead where the row with this unique key exists already. */
  otherwiseUpdate(key: readonly string[]): Sql;
}

export interface EmbeddedSettings {
  readonly type: 'embedded';
  /** The database lies in its folder `embedded`; beside it lies what else belongs to the installation. */
  readonly dataDir: string;
}

export interface ServerSettings {
  readonly type: 'postgresql' | 'mysql';
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly poolMax: number;
  readonly ssl: boolean;
}

export type DbSettings = EmbeddedSettings | ServerSettings;

/**
 * value_too_long also for a number beyond its column; value_refused: a value that the column's type does not take;
 * lock_timeout also for a deadlock: try the whole work again.
 */
export type DbErrorKind =
  | 'duplicate'
  | 'unavailable'
  | 'lock_timeout'
  | 'value_too_long'
  | 'value_refused'
  | 'other';

/** Every error of a driver leaves db/ as this, with the driver's own as its cause. */
export class DbError extends Error {
  readonly kind: DbErrorKind;
  constructor(kind: DbErrorKind, message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'DbError';
    this.kind = kind;
  }
}
