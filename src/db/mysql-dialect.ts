import { AppError } from '../domain/errors.js';
import { DbError, type DbErrorKind } from './db.js';
import { type Dialect, numberPattern, quoteName } from './dialect.js';
import { DriverError } from './driver-error.js';
import { empty, raw, sql } from './sql.js';

/** By the server's error number, which MySQL and MariaDB share. */
const kinds: Readonly<Record<number, DbErrorKind>> = {
  1062: 'duplicate',
  1264: 'value_too_long', // out of range
  1265: 'value_too_long', // truncated
  1406: 'value_too_long',
  1292: 'value_refused', // not a date
  1366: 'value_refused', // not a number, not a character
  1205: 'lock_timeout',
  1213: 'lock_timeout', // deadlock
  1020: 'lock_timeout', // changed since last read (MariaDB, snapshot isolation)
  1040: 'unavailable', // too many connections
  1044: 'unavailable',
  1045: 'unavailable', // wrong password
  1049: 'unavailable', // no such database
  1053: 'unavailable', // server shuts down
  1129: 'unavailable',
  1130: 'unavailable',
  1226: 'unavailable',
  1698: 'unavailable',
  1927: 'unavailable', // connection was killed
};
const networkErrors =
  /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|ENOENT|EADDRNOTAVAIL|PROTOCOL_CONNECTION_LOST|HANDSHAKE_)/;
const brokenConnection = /connection is (in )?closed|closed state|Pool is closed|Queue limit reached/i;

function errorNumber(error: unknown): number {
  return error instanceof DriverError ? error.errno : 0;
}

export function mysqlKind(number: number): DbErrorKind {
  return kinds[number] ?? 'other';
}

/** The server's words without the values that some of them quote. */
function withoutValues(message: string): string {
  return message
    .replace(/Duplicate entry '.*' for key/s, 'Duplicate entry for key')
    .replace(/(value:?) '.*' for/s, '$1 for')
    .replace(/value: '.*'$/s, 'value')
    .replace(/near '([^']*).*$/s, "near '$1…");
}

/** Any error of mysql2, with its kind. */
export function mysqlError(error: unknown): DbError {
  if (error instanceof DbError) return error;
  const cause = new DriverError(error, withoutValues);
  const isConnection = networkErrors.test(cause.code) || brokenConnection.test(cause.message);
  return new DbError(kinds[cause.errno] ?? (isConnection ? 'unavailable' : 'other'), cause.message, cause);
}

function isOldEnough(version: string, wanted: readonly [number, number]): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > wanted[0] || (major === wanted[0] && minor >= wanted[1]);
}

// table, column, key and foreign key exist; no such column, key or table to drop.
const alreadyDone = [1050, 1060, 1061, 1826, 1091, 1051];

/** MariaDB tells a foreign key that exists as a table that cannot be made, with the reason in its words alone. */
function isForeignKeyThere(error: unknown): boolean {
  return errorNumber(error) === 1005 && error instanceof Error && error.message.includes('errno: 121');
}

/** MySQL 8.0 or MariaDB 10.6, or newer. */
export const mysqlDialect: Dialect = {
  name: 'mysql',
  singleProcess: false,
  singleConnection: false,
  migrations: 'mysql',
  clock: sql`current_timestamp(6)`,
  justAfter: (instant) => sql`(${instant} + interval 1 microsecond)`,
  numberIn: (text) =>
    sql`cast(case when ${text} regexp ${raw(numberPattern.whole)}
      then regexp_substr(${text}, ${raw(numberPattern.number)}) end as decimal(9,4))`,
  begin: sql`start transaction`,
  // The first holds for the next transaction alone; without it each statement would see a moment of its own.
  beginSnapshot: [
    sql`set transaction isolation level repeatable read`,
    sql`start transaction with consistent snapshot, read only`,
  ],
  returningId: empty,
  upsertTail(key, update) {
    // `values(…)` works in both; the row alias that MySQL 8 prefers is unknown to MariaDB. With nothing to update the
    // key is set to itself: `insert ignore` would also hide a text that is too long.
    const columns = update.length > 0 ? update : key.slice(0, 1);
    const sets = columns.map((column) =>
      update.length > 0
        ? `${quoteName(column)} = values(${quoteName(column)})`
        : `${quoteName(column)} = ${quoteName(column)}`,
    );
    return raw(` on duplicate key update ${sets.join(', ')}`);
  },
  otherwiseUpdate: () => raw(' on duplicate key update '),
  addTail(table, _key, add) {
    const sums = add.map(quoteName).map((name) => `${name} = ${quoteName(table)}.${name} + values(${name})`);
    return raw(` on duplicate key update ${sums.join(', ')}`);
  },
  updateFrom(table, columns, select, key) {
    const own = quoteName(table);
    const set = columns.map(quoteName).map((name) => `${own}.${name} = n.${name}`);
    const same = `n.${quoteName(key)} = ${own}.${quoteName(key)}`;
    return sql`${raw(`update ${own} join (`)}${select}${raw(`) n on ${same} set ${set.join(', ')}`)}`;
  },
  transactionalDdl: false,
  // The lock belongs to the whole server, so the name of the database is part of it.
  lockMigrations: sql`select get_lock(left(concat('eclaim_rep_', sha1(database())), 64), 120) as locked`,
  unlockMigrations: sql`select release_lock(left(concat('eclaim_rep_', sha1(database())), 64)) as released`,
  instantType: raw('datetime(6)'),
  tableOptions: raw(' engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin'),
  isAlreadyDone: (error) =>
    error instanceof DbError &&
    (alreadyDone.includes(errorNumber(error.cause)) || isForeignKeyThere(error.cause)),
  versionProblem(versionText) {
    const isMariaDb = /mariadb/i.test(versionText);
    if (isOldEnough(versionText, isMariaDb ? [10, 6] : [8, 0])) return null;
    const product = isMariaDb ? 'MariaDB' : 'MySQL';
    return new AppError('database_too_old', {
      found: `${product} ${versionText.split('-')[0] ?? ''}`,
      wanted: isMariaDb ? 'MariaDB 10.6' : 'MySQL 8.0',
    });
  },
  connectProblem(error) {
    const number = errorNumber(error);
    if ([1044, 1045, 1130, 1698].includes(number))
      return new AppError('database_sign_in_refused', {}, { cause: error });
    return number === 1049 ? new AppError('database_missing', {}, { cause: error }) : null;
  },
};
