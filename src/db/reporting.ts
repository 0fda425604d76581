import { readFileSync } from 'node:fs';
import { AppError } from '../domain/errors.js';
import { DbError, type ServerSettings } from './db.js';
import type { OpenedDb } from './dialect.js';
import { openDb } from './index.js';
import { checkServer } from './migrate.js';
import { raw, sql } from './sql.js';

/** A file of database/reporting: the products differ in what limits a user. */
export type ReportingProduct = 'postgresql' | 'mariadb' | 'mysql';

/** The user of the database that reads the views alone. */
export interface ReportingUser {
  readonly name: string;
  /** MySQL and MariaDB: where it may come from, e.g. `10.20.%`. */
  readonly host: string;
  /** The application's own user, to whom what others may no more do is left (PostgreSQL). */
  readonly owner: string;
  readonly database: string;
  /** A statement is stopped after so many seconds. */
  readonly seconds: number;
  /** Most connections at once. */
  readonly connections: number;
  /** MySQL and MariaDB: only by TLS; PostgreSQL has that in pg_hba.conf. */
  readonly tls: boolean;
}

const place = /:(['"]?)(name|host|owner|database|password|timeout|seconds|connections|tls)\1(?![\w'"])/g;

/** Which script fits the server. Throws AppError database_too_old, or what `ping` throws. */
export async function reportingProduct(db: OpenedDb): Promise<ReportingProduct> {
  const version = await checkServer(db);
  if (db.dialect.migrations !== 'mysql') return 'postgresql';
  return /mariadb/i.test(version) ? 'mariadb' : 'mysql';
}

/**
 * The script with its places filled in, ready to be run; without a password its place stays, so that the script does
 * not run before somebody has put one there.
 */
export function reportingScript(
  product: ReportingProduct,
  user: ReportingUser,
  password: string | null,
): string {
  const file = new URL(`../../database/reporting/${product}.sql`, import.meta.url);
  const values: Readonly<Record<string, string | null>> = {
    ...{ name: user.name, host: user.host, owner: user.owner, database: user.database, password },
    ...{ timeout: `${user.seconds}s`, seconds: String(user.seconds), connections: String(user.connections) },
    tls: user.tls ? 'ssl' : 'none',
  };
  const fill = (found: string, quote: string, name: string) => {
    const value = values[name];
    if (value === null || value === undefined) return found;
    if (quote === "'") return literal(product, value);
    return quote === '"' ? identifier(product, value) : value;
  };
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  return text.replace(/^(?!--).*$/gm, (line) => line.replace(place, fill));
}

function literal(product: ReportingProduct, value: string): string {
  const doubled = value.replaceAll("'", "''");
  if (product === 'postgresql')
    return value.includes('\\') ? `E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
  return `'${doubled.replaceAll('\\', '\\\\')}'`;
}

function identifier(product: ReportingProduct, value: string): string {
  const quote = product === 'postgresql' ? '"' : '`';
  return `${quote}${value.replaceAll(quote, quote + quote)}${quote}`;
}

/** The statements of a filled script, as the servers take them: PostgreSQL all at once, the others one by one. */
function statementsOf(product: ReportingProduct, script: string): string[] {
  if (product === 'postgresql') return [script];
  return script
    .replace(/^--.*$/gm, '')
    .split(/;\n/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

/**
 * Makes the user, or renews the limits and grants of one that is there, whose password stays.
 * @returns whether it was made now
 * @throws AppError reporting_user_refused: the administrator may not do it, or the name is somebody else's
 */
export async function applyReporting(
  administrator: ServerSettings,
  user: ReportingUser,
  password: string,
): Promise<boolean> {
  const db = await openDb({ ...administrator, poolMax: 1 });
  try {
    const product = await reportingProduct(db);
    const isNew = !(await isThere(db, product, user));
    await db.transaction(async (tx) => {
      for (const statement of statementsOf(product, reportingScript(product, user, password)))
        await tx.script(statement);
    });
    return isNew;
  } catch (error) {
    if (!(error instanceof DbError)) throw error;
    // What the server quotes may hold the password.
    const reason = error.message.replaceAll(password, '…');
    throw new AppError('reporting_user_refused', { name: user.name, reason }, { cause: error });
  } finally {
    await db.close();
  }
}

async function isThere(db: OpenedDb, product: ReportingProduct, user: ReportingUser): Promise<boolean> {
  const found = await db.query(
    product === 'postgresql'
      ? sql`select 1 as one from pg_roles where rolname = ${user.name}`
      : sql`select 1 as one from ${raw('mysql.user')} where user = ${user.name} and host = ${user.host}`,
  );
  return found.length > 0;
}
