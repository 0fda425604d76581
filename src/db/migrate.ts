import { AppError } from '../domain/errors.js';
import type { Log } from '../log/log.js';
import { DbError } from './db.js';
import type { MigrationTx, OpenedDb } from './dialect.js';
import { type MigrationFile, readMigrations } from './migration-files.js';
import { join, sql } from './sql.js';

export interface MigrationResult {
  /** Versions applied now, in their order. */
  readonly applied: readonly string[];
  /** How many had been applied before. */
  readonly already: number;
}

interface AppliedRow {
  readonly version: string;
  readonly checksum: string;
  readonly duration_ms: number;
}

// Stands in duration_ms while a migration runs: who finds it knows that a process was killed there.
const running = -1;

/** Throws AppError database_too_old, or what `ping` throws. */
export async function checkServer(db: OpenedDb): Promise<string> {
  await db.ping();
  const row = await db.first<{ version: string }>(sql`select version() as version`);
  const problem = db.dialect.versionProblem(row?.version ?? '');
  if (problem) throw problem;
  return row?.version ?? '';
}

function hereOf(tx: MigrationTx) {
  return tx.dialect.migrations === 'mysql' ? sql`database()` : sql`current_schema()`;
}

async function tablesHere(tx: MigrationTx, names: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = ${hereOf(tx)} and table_name in (${join(names)})`,
  );
  return rows.map((row) => row.name);
}

/** Makes schema_migrations in an empty database; refuses one that holds tables of our names made by somebody else. */
async function prepare(db: OpenedDb, tx: MigrationTx, files: readonly MigrationFile[]): Promise<void> {
  // Views for reports stand among the tables on MySQL, elsewhere in a schema of their own.
  const isMysql = db.dialect.migrations === 'mysql';
  const ours = files.flatMap(({ tables, views }) => (isMysql ? [...tables, ...views] : tables));
  const here = await tablesHere(tx, ['schema_migrations', ...ours]);
  if (here.includes('schema_migrations')) {
    const columns = await tx.query(
      sql`select column_name as name from information_schema.columns
        where table_schema = ${hereOf(tx)} and table_name = 'schema_migrations' and column_name = 'checksum'`,
    );
    if (columns.length === 0) throw new AppError('database_not_ours', { table: 'schema_migrations' });
    return;
  }
  const foreign = here[0];
  if (foreign !== undefined) throw new AppError('database_not_ours', { table: foreign });
  const { instantType, tableOptions } = db.dialect;
  await tx.execute(
    sql`create table schema_migrations (
      version varchar(100) not null primary key,
      checksum varchar(64) not null,
      applied_at ${instantType} not null,
      duration_ms int not null
    )${tableOptions}`,
  );
}

/** What is still to do. Refuses files that changed after they were applied, and a database of a newer program. */
function pendingFiles(files: readonly MigrationFile[], rows: readonly AppliedRow[]): MigrationFile[] {
  for (const row of rows) {
    const file = files.find(({ version }) => version === row.version);
    if (!file) throw new AppError('database_newer', { version: row.version });
    if (row.duration_ms !== running && file.checksum !== row.checksum)
      throw new AppError('migration_changed', { version: row.version });
  }
  const done = new Set(rows.filter((row) => row.duration_ms !== running).map((row) => row.version));
  return files.filter(({ version }) => !done.has(version));
}

async function apply(db: OpenedDb, tx: MigrationTx, file: MigrationFile, wasRunning: boolean): Promise<void> {
  const started = Date.now();
  const mark = {
    version: file.version,
    checksum: file.checksum,
    applied_at: new Date(),
    duration_ms: running,
  };
  await tx.upsert('schema_migrations', [mark], ['version'], ['checksum', 'applied_at']);
  try {
    // Where a process was killed between a statement, which commits by itself on MySQL, and its mark, the work is done.
    await tx.script(file.text, (error) => wasRunning && db.dialect.isAlreadyDone(error));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('migration_failed', { version: file.version, reason }, { cause: error });
  }
  await tx.execute(
    sql`update schema_migrations set duration_ms = ${Date.now() - started} where version = ${file.version}`,
  );
}

async function migrateLocked(
  db: OpenedDb,
  tx: MigrationTx,
  files: readonly MigrationFile[],
): Promise<MigrationResult> {
  await prepare(db, tx, files);
  const rows = await tx.query<AppliedRow>(sql`select version, checksum, duration_ms from schema_migrations`);
  const pending = pendingFiles(files, rows);
  for (const file of pending) {
    const wasRunning = rows.some((row) => row.version === file.version);
    await apply(db, tx, file, wasRunning);
  }
  return { applied: pending.map(({ version }) => version), already: files.length - pending.length };
}

/** Whether nothing is to be done, by one look without the lock; what that look cannot read is for the careful way. */
async function isUpToDate(db: OpenedDb, files: readonly MigrationFile[]): Promise<boolean> {
  try {
    const rows = await db.query<AppliedRow>(
      sql`select version, checksum, duration_ms from schema_migrations`,
    );
    return pendingFiles(files, rows).length === 0;
  } catch (error) {
    if (error instanceof DbError && error.kind === 'other') return false;
    throw error;
  }
}

/**
 * Brings the database to the newest tables. Safe when several processes start at once (one works, the others wait)
 * and when one is killed in the middle: PostgreSQL takes everything back; MySQL keeps each statement, which the next
 * run recognises. Throws AppError for a server too old, a foreign database, a newer one, or a changed file.
 */
export async function migrate(
  { db, log }: { db: OpenedDb; log?: Log },
  files: readonly MigrationFile[] = readMigrations(db.dialect.migrations),
): Promise<MigrationResult> {
  await checkServer(db);
  if (await isUpToDate(db, files)) return { applied: [], already: files.length };
  const { lockMigrations, unlockMigrations } = db.dialect;
  const result = await db.transaction(async (tx) => {
    if (unlockMigrations) tx.atEnd(unlockMigrations);
    const lock = await tx.first<{ locked: number | null }>(lockMigrations);
    if (lock?.locked !== 1) throw new DbError('lock_timeout', 'another process migrates the database', null);
    return migrateLocked(db, tx, files);
  });
  if (result.applied.length > 0)
    log?.info({ applied: result.applied.length, newest: result.applied.at(-1) ?? '' }, 'database migrated');
  return result;
}
