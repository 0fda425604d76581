import type { Queryable } from '../db/db.js';
import { raw, type Sql, sql } from '../db/sql.js';
import type { FileKind } from '../domain/file-kind.js';
import { claimTables, itemKinds } from './claims.js';
import { repItemTables } from './rep-items.js';
import { statementTables } from './statement-rows.js';

/** Rows of one table that hang on a file in a way they must not. */
export interface AstrayRows {
  readonly fileId: number;
  /** null = there is no such file. */
  readonly filename: string | null;
  readonly rows: number;
}

const fileTables: Readonly<Record<FileKind, string>> = {
  rep: 'eclaim_imported_files',
  stm: 'stm_imported_files',
};

/** Tables whose rows live and die with the rows of a stored file. */
export const tablesOfFiles: readonly { readonly table: string; readonly kind: FileKind }[] = [
  ...itemKinds.map((kind) => ({ table: claimTables[kind], kind: 'rep' as const })),
  ...repItemTables.map((table) => ({ table, kind: 'rep' as const })),
  { table: 'claim_error', kind: 'rep' },
  { table: 'claim_payment', kind: 'rep' },
  { table: 'claim_current', kind: 'rep' },
  ...statementTables.map((table) => ({ table, kind: 'stm' as const })),
];

/** Rows of a file that is undone, kept out, failed or not there. */
export function rowsWithoutFile(db: Queryable, table: string, kind: FileKind): Promise<AstrayRows[]> {
  return db.query<AstrayRows>(sql`
    select r.file_id as "fileId", f.filename, count(*) as "rows"
    from ${raw(table)} r left join ${raw(fileTables[kind])} f on f.id = r.file_id
    where f.id is null or f.status not in ('completed', 'completed_with_problems')
    group by r.file_id, f.filename order by r.file_id`);
}

/** Problems and quarantined sheets of files that are not there, with the table that holds them. */
export async function notesWithoutFile(db: Queryable): Promise<(AstrayRows & { readonly table: string })[]> {
  const found: (AstrayRows & { readonly table: string })[] = [];
  for (const table of ['file_problems', 'quarantine'])
    for (const kind of ['rep', 'stm'] as const) {
      const rows = await db.query<AstrayRows>(sql`
        select r.file_id as "fileId", null as filename, count(*) as "rows" from ${raw(table)} r
        where r.kind = ${kind} and not exists (select 1 from ${raw(fileTables[kind])} f where f.id = r.file_id)
        group by r.file_id order by r.file_id`);
      found.push(...rows.map((row) => ({ ...row, table })));
    }
  return found;
}

/** Error codes whose claim row is not there, or is one of another file or claim. */
export function errorsWithoutRow(db: Queryable): Promise<AstrayRows[]> {
  const hasRow = (kind: 'opip' | 'orf') => sql`exists (
    select 1 from ${raw(claimTables[kind])} c
    where c.id = e.item_id and c.file_id = e.file_id and c.tran_id = e.tran_id and c.hospital_code = e.hospital_code)`;
  return db.query<AstrayRows>(sql`
    select e.file_id as "fileId", f.filename, count(*) as "rows"
    from claim_error e left join eclaim_imported_files f on f.id = e.file_id
    where not (e.item_kind = 'opip' and ${hasRow('opip')} or e.item_kind = 'orf' and ${hasRow('orf')})
    group by e.file_id, f.filename order by e.file_id`);
}

/** Columns of a claim row that its file says too, and how the file has them. */
const labels: Readonly<Record<string, Sql>> = {
  hospital_code: sql`r.hospital_code <> f.hospital_code`,
  scheme: sql`r.scheme <> f.scheme`,
  file_type: sql`r.file_type <> f.file_type`,
};

async function mislabelled(db: Queryable, table: string, kind: FileKind, columns: readonly string[]) {
  const found: (AstrayRows & { readonly table: string; readonly column: string })[] = [];
  for (const column of columns) {
    const differs = labels[column];
    if (!differs) continue;
    const rows = await db.query<AstrayRows>(sql`
      select r.file_id as "fileId", f.filename, count(*) as "rows"
      from ${raw(table)} r join ${raw(fileTables[kind])} f on f.id = r.file_id
      where ${differs} group by r.file_id, f.filename order by r.file_id`);
    found.push(...rows.map((row) => ({ ...row, table, column })));
  }
  return found;
}

/** Rows whose hospital, scheme or type is not that of their file. */
export async function mislabelledRows(db: Queryable) {
  const claims = itemKinds.map((kind) => mislabelled(db, claimTables[kind], 'rep', Object.keys(labels)));
  const statements = mislabelled(db, 'stm_claim_item', 'stm', ['hospital_code']);
  return (await Promise.all([...claims, statements])).flat();
}
