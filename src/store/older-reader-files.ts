import type { Queryable } from '../db/db.js';
import { raw, sql } from '../db/sql.js';
import { type FileKind, fileKindOf } from '../domain/file-kind.js';
import type { ImportSource } from '../domain/import-result.js';

/** A kept workbook that an older set of layouts read, or kept out. */
export interface OlderReaderFile {
  readonly id: number;
  readonly filename: string;
  readonly status: string;
  readonly source: ImportSource;
  /** Relative to the downloads folder. */
  readonly storedPath: string;
}

const tables: Readonly<Record<FileKind, string>> = {
  rep: 'eclaim_imported_files',
  stm: 'stm_imported_files',
};

const tableOf = (id: number) => raw(tables[fileKindOf(id)]);

/** Files whose rows are stored or that are quarantined; what was taken out, failed or was rejected is left alone. */
export async function filesOfOlderReader(db: Queryable, readerVersion: number): Promise<OlderReaderFile[]> {
  const found: OlderReaderFile[] = [];
  for (const table of Object.values(tables))
    found.push(
      ...(await db.query<OlderReaderFile>(sql`
        select id, filename, status, source, stored_path as "storedPath" from ${raw(table)}
        where reader_version < ${readerVersion} and stored_path is not null
          and status in ('completed', 'completed_with_problems', 'quarantined')
        order by id`)),
    );
  return found;
}

/**
 * Marks files that are kept out and have a sheet with these headings, so that they are read again at the next start if
 * nobody reads them before.
 */
export async function askToReread(
  tx: Queryable,
  { fingerprint, sheetKind }: { readonly fingerprint: string; readonly sheetKind: string },
): Promise<void> {
  for (const [kind, table] of Object.entries(tables))
    await tx.execute(sql`
      update ${raw(table)} set reader_version = 0
      where status = 'quarantined' and id in (select file_id from quarantine
        where kind = ${kind} and fingerprint = ${fingerprint} and sheet_kind = ${sheetKind})`);
}

/** Whether a file is still as `filesOfOlderReader` found it. */
export async function waitsForReader(
  db: Queryable,
  file: OlderReaderFile,
  readerVersion: number,
): Promise<boolean> {
  const row = await db.first<{ id: number }>(sql`
    select id from ${tableOf(file.id)}
    where id = ${file.id} and status = ${file.status} and reader_version < ${readerVersion}`);
  return row !== null;
}

/** Notes that this set of layouts had its turn, so that a file that it cannot read is not tried at every start. */
export async function noteReader(db: Queryable, id: number, readerVersion: number): Promise<void> {
  await db.execute(sql`
    update ${tableOf(id)} set reader_version = ${readerVersion}
    where id = ${id} and reader_version < ${readerVersion}`);
}
