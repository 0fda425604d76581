import { AppError } from '../domain/errors.js';
import { DbError, type DbErrorKind } from './db.js';
import { type Dialect, numberPattern, quoteName, quoteNames } from './dialect.js';
import { DriverError } from './driver-error.js';
import { empty, raw, sql } from './sql.js';

const kinds: Readonly<Record<string, DbErrorKind>> = {
  '23505': 'duplicate',
  '22001': 'value_too_long',
  '22003': 'value_too_long', // numeric out of range
  '22007': 'value_refused', // not a date
  '22008': 'value_refused',
  '22021': 'value_refused', // not a character
  '22P02': 'value_refused', // text of another type
  '22P04': 'value_refused', // line of a COPY
  '22P05': 'value_refused',
  '40001': 'lock_timeout', // serialization failure
  '40P01': 'lock_timeout', // deadlock
  '55P03': 'lock_timeout',
  '53300': 'unavailable', // too many connections
  '57P01': 'unavailable', // server shuts down
  '57P02': 'unavailable',
  '57P03': 'unavailable', // server starts up
  '28000': 'unavailable',
  '28P01': 'unavailable',
  '3D000': 'unavailable',
};
const networkErrors = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|ENOENT|EADDRNOTAVAIL)/;
// Errors that pg throws without a code.
const brokenConnection =
  /connection (terminated|error|timeout|ended)|timeout exceeded when trying to connect|not queryable|client was closed|does not support SSL/i;

/** `invalid input syntax for type numeric: "…"`: the quoted part is the value. */
function withoutValues(message: string): string {
  return /^(invalid|date|value|time zone|malformed|unrecognized)/.test(message)
    ? message.replace(/"[^"]*"/gs, '"…"')
    : message;
}

/** Any error of pg or the embedded database, with its kind. */
export function postgresqlError(error: unknown): DbError {
  if (error instanceof DbError) return error;
  const cause = new DriverError(error, withoutValues);
  const { code, message } = cause;
  const isConnection =
    code.startsWith('08') || networkErrors.test(code) || (code === '' && brokenConnection.test(message));
  return new DbError(kinds[code] ?? (isConnection ? 'unavailable' : 'other'), message, cause);
}

const oldest = 13;

/** PostgreSQL 13 or newer, as a server or embedded. */
export function postgresqlDialect(name: 'postgresql' | 'embedded'): Dialect {
  return {
    name,
    singleProcess: name === 'embedded',
    singleConnection: name === 'embedded',
    migrations: 'postgresql',
    clock: sql`clock_timestamp()`,
    justAfter: (instant) => sql`(${instant} + interval '1 microsecond')`,
    numberIn: (text) => sql`cast(substring(${text} from ${raw(numberPattern.whole)}) as numeric(9,4))`,
    begin: sql`begin isolation level read committed`,
    beginSnapshot: [sql`begin isolation level repeatable read, read only`],
    returningId: sql` returning id`,
    upsertTail(key, update) {
      const conflict = ` on conflict (${quoteNames(key)}) do `;
      if (update.length === 0) return raw(`${conflict}nothing`);
      return raw(
        `${conflict}update set ${update.map((column) => `${quoteName(column)} = excluded.${quoteName(column)}`).join(', ')}`,
      );
    },
    otherwiseUpdate: (key) => raw(` on conflict (${quoteNames(key)}) do update set `),
    addTail(table, key, add) {
      const sums = add
        .map(quoteName)
        .map((name) => `${name} = ${quoteName(table)}.${name} + excluded.${name}`);
      return raw(` on conflict (${quoteNames(key)}) do update set ${sums.join(', ')}`);
    },
    updateFrom(table, columns, select, key) {
      const set = columns.map(quoteName).map((name) => `${name} = n.${name}`);
      const same = `${quoteName(table)}.${quoteName(key)} = n.${quoteName(key)}`;
      return sql`${raw(`update ${quoteName(table)} set ${set.join(', ')} from (`)}${select}${raw(`) n where ${same}`)}`;
    },
    transactionalDdl: true,
    // Any number will do as long as it stays the same; it belongs to the database that the session is in.
    lockMigrations: sql`select 1 as locked, pg_advisory_xact_lock(20690101)`,
    unlockMigrations: null,
    instantType: raw('timestamptz(6)'),
    tableOptions: empty,
    isAlreadyDone: () => false,
    versionProblem(versionText) {
      const major = Number(/^PostgreSQL (\d+)/.exec(versionText)?.[1] ?? Number.NaN);
      if (major >= oldest) return null;
      return new AppError('database_too_old', {
        found: versionText.split(' ').slice(0, 2).join(' '),
        wanted: 'PostgreSQL 13',
      });
    },
    connectProblem(error) {
      const code = error instanceof DriverError ? error.code : '';
      if (code === '28P01' || code === '28000')
        return new AppError('database_sign_in_refused', {}, { cause: error });
      return code === '3D000' ? new AppError('database_missing', {}, { cause: error }) : null;
    },
  };
}
