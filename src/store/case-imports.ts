import type { Queryable } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';
import {
  type CaseImportOptions,
  type CaseImportReport,
  caseImportOptions,
  caseImportReport,
} from '../domain/case-import.js';

/** A CSV of cases that was given to be read. */
export interface StoredCaseImport {
  readonly id: number;
  /** The public id, and the folder of its files. */
  readonly key: string;
  readonly caller: string;
  readonly options: CaseImportOptions;
  /** null = not read yet. */
  readonly report: CaseImportReport | null;
}

export async function beginCaseImport(
  db: Queryable,
  begun: Pick<StoredCaseImport, 'key' | 'caller' | 'options'>,
): Promise<void> {
  const { key, caller, options } = begun;
  await db.insert('case_imports', { import_key: key, caller, options: JSON.stringify(options) });
}

export async function nameImportJob(db: Queryable, key: string, jobId: number): Promise<void> {
  await db.execute(sql`update case_imports set job_id = ${jobId} where import_key = ${key}`);
}

/** In the transaction of the rows, so that a job which is begun again knows that they are in. */
export async function finishCaseImport(tx: Queryable, key: string, report: CaseImportReport): Promise<void> {
  await tx.execute(sql`update case_imports set report = ${JSON.stringify(report)} where import_key = ${key}`);
}

async function one(db: Queryable, where: Sql): Promise<StoredCaseImport | null> {
  const row = await db.first<{
    id: number;
    key: string;
    caller: string;
    options: string;
    report: string | null;
  }>(sql`select id, import_key as "key", caller, options, report from case_imports where ${where}`);
  if (row === null) return null;
  const report = row.report === null ? null : caseImportReport.parse(JSON.parse(row.report));
  return { ...row, options: caseImportOptions.parse(JSON.parse(row.options)), report };
}

export const findCaseImport = (db: Queryable, key: string) => one(db, sql`import_key = ${key}`);

export const caseImportOfJob = (db: Queryable, jobId: number) => one(db, sql`job_id = ${jobId}`);

/** Takes those away that were begun before; their files go with the uploads. */
export async function deleteOldCaseImports(db: Queryable, before: Date): Promise<number> {
  return await db.execute(sql`delete from case_imports where created_at < ${before}`);
}
