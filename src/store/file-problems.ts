import type { Queryable, Value } from '../db/db.js';
import { join, sql } from '../db/sql.js';
import { fileKindOf } from '../domain/file-kind.js';

/** One problem of a file as it is kept: `value` is the whole cell, shown only to those who may see patients' data. */
export interface FileProblem {
  readonly sheetName: string;
  /** 1-based, 0 = the whole sheet or file. */
  readonly rowNo: number;
  readonly columnNo: number | null;
  readonly headingPath: string | null;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly tranId: string | null;
  readonly value: string | null;
  /** Every filled cell of a refused row by heading path; null for a warning or a whole sheet. */
  readonly rowValues: Readonly<Record<string, string>> | null;
  readonly messageTh: string;
  readonly messageEn: string;
}

const columns = [
  'kind',
  'file_id',
  'sheet_name',
  'row_no',
  'column_no',
  'header_path',
  'code',
  'severity',
  'tran_id',
  'value',
  'message_th',
  'message_en',
  'row_values',
] as const;

/** The problems of a file's last import take the place of those of the one before. */
export async function replaceFileProblems(
  db: Queryable,
  fileId: number,
  problems: readonly FileProblem[],
): Promise<void> {
  await db.execute(sql`delete from file_problems where kind = ${fileKindOf(fileId)} and file_id = ${fileId}`);
  await addFileProblems(db, fileId, problems);
}

export async function addFileProblems(
  db: Queryable,
  fileId: number,
  problems: readonly FileProblem[],
): Promise<void> {
  if (problems.length === 0) return;
  const rows = problems.map((problem): readonly Value[] => [
    fileKindOf(fileId),
    fileId,
    problem.sheetName.slice(0, 100),
    problem.rowNo,
    problem.columnNo,
    problem.headingPath,
    problem.code,
    problem.severity,
    problem.tranId?.slice(0, 64) ?? null,
    problem.value,
    problem.messageTh,
    problem.messageEn,
    problem.rowValues === null ? null : JSON.stringify(problem.rowValues),
  ]);
  await db.bulkInsert('file_problems', columns, rows);
}

/** The problems of a file in the order of its sheets and rows. */
export async function fileProblems(db: Queryable, fileId: number): Promise<FileProblem[]> {
  return db.query<FileProblem>(sql`
    select sheet_name as "sheetName", row_no as "rowNo", column_no as "columnNo", header_path as "headingPath",
      code, severity, tran_id as "tranId", value, message_th as "messageTh", message_en as "messageEn"
    from file_problems where kind = ${fileKindOf(fileId)} and file_id = ${fileId} order by id`);
}

/** Takes out problems of one code that are no longer true of these files, which are of one kind. */
export async function deleteFileProblems(
  db: Queryable,
  fileIds: readonly number[],
  code: string,
): Promise<void> {
  const [first] = fileIds;
  if (first === undefined) return;
  await db.execute(sql`
    delete from file_problems
    where kind = ${fileKindOf(first)} and code = ${code} and file_id in (${join([...fileIds])})`);
}

/** The same by claim, in whatever file of the hospital. */
export async function deleteProblemsOfClaims(
  db: Queryable,
  hospitalCode: string,
  tranIds: readonly string[],
  code: string,
): Promise<void> {
  for (let from = 0; from < tranIds.length; from += 1000)
    await db.execute(sql`
      delete from file_problems where kind = 'rep' and code = ${code}
        and tran_id in (${join(tranIds.slice(from, from + 1000))})
        and file_id in (select id from eclaim_imported_files where hospital_code = ${hospitalCode})`);
}
