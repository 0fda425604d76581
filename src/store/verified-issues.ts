import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';

/** A file as its place among the issues of its name or document is settled. */
export interface IssueRow {
  readonly id: number;
  readonly filename: string;
  readonly hospitalCode: string;
  /** The name, or the document of a statement: what its issues share. */
  readonly issueOf: string;
  readonly status: string;
  readonly sha256: string;
  readonly reportTime: string | null;
  /** Whether it is said to be an issue that counts no more. */
  readonly isOld: boolean;
  readonly replacesFileId: number | null;
}

/** The next names (documents) behind `after`, with all their files; `after` = hospital and name. */
export async function repIssuesAfter(
  db: Queryable,
  after: readonly [hospitalCode: string, name: string],
  limit: number,
): Promise<IssueRow[]> {
  const [hospital, name] = after;
  const names = await db.query<{ hospital: string; name: string }>(sql`
    select distinct hospital_code as hospital, filename as name from eclaim_imported_files
    where hospital_code > ${hospital} or hospital_code = ${hospital} and filename > ${name}
    order by hospital_code, filename limit ${limit}`);
  if (names.length === 0) return [];
  return db.query<IssueRow>(sql`
    select id, filename, hospital_code as "hospitalCode", filename as "issueOf", status, sha256,
      report_time as "reportTime", superseded as "isOld", replaces_file_id as "replacesFileId"
    from eclaim_imported_files where ${pairs('filename', names)} order by hospital_code, filename, id`);
}

export async function statementIssuesAfter(
  db: Queryable,
  after: readonly [hospitalCode: string, documentNo: string],
  limit: number,
): Promise<IssueRow[]> {
  const [hospital, documentNo] = after;
  const names = await db.query<{ hospital: string; name: string }>(sql`
    select distinct hospital_code as hospital, document_no as name from stm_imported_files
    where hospital_code > ${hospital} or hospital_code = ${hospital} and document_no > ${documentNo}
    order by hospital_code, document_no limit ${limit}`);
  if (names.length === 0) return [];
  const rows = await db.query<IssueRow & { isCurrent: boolean }>(sql`
    select id, filename, hospital_code as "hospitalCode", document_no as "issueOf", status, sha256,
      report_date as "reportTime", is_current as "isCurrent"
    from stm_imported_files where ${pairs('document_no', names)} order by hospital_code, document_no, id`);
  return rows.map(({ isCurrent, ...row }) => ({ ...row, isOld: !isCurrent, replacesFileId: null }));
}

function pairs(
  column: 'filename' | 'document_no',
  names: readonly { readonly hospital: string; readonly name: string }[],
) {
  const name = column === 'filename' ? sql`filename` : sql`document_no`;
  return join(
    names.map((one) => sql`(hospital_code = ${one.hospital} and ${name} = ${one.name})`),
    ' or ',
  );
}

/** A row of a statement whose match with a claim is not as the claims are. */
export interface WrongMatch {
  readonly id: number;
  readonly fileId: number;
  readonly filename: string;
  readonly sheetName: string;
  readonly rowNo: number;
  readonly tranId: string | null;
  readonly matched: boolean;
  readonly matchedTo: string | null;
  /** 1 = a claim of this TRAN_ID is stored. */
  readonly hasClaim: number;
}

/** The next of them behind a row; the last row looked at is `upTo`. */
export function wrongMatches(db: Queryable, after: number, upTo: number): Promise<WrongMatch[]> {
  const claim = sql`exists (select 1 from claim_current c
    where c.hospital_code = i.hospital_code and c.tran_id = i.tran_id)`;
  return db.query<WrongMatch>(sql`
    select i.id, i.file_id as "fileId", f.filename, i.sheet_name as "sheetName", i.row_no as "rowNo",
      i.tran_id as "tranId", i.rep_matched as matched, i.rep_tran_id as "matchedTo",
      case when ${claim} then 1 else 0 end as "hasClaim"
    from stm_claim_item i join stm_imported_files f on f.id = i.file_id
    where i.id > ${after} and i.id <= ${upTo} and (
      i.rep_matched = ${true} and not ${claim} or i.rep_matched = ${false} and ${claim}
      or i.rep_matched = ${true} and (i.rep_tran_id is null or i.rep_tran_id <> i.tran_id)
      or i.rep_matched = ${false} and i.rep_tran_id is not null)
    order by i.id`);
}

/** The last of the next rows of statements behind `after`, and how many; null = no more. */
export async function statementRowsAfter(
  db: Queryable,
  after: number,
  limit: number,
): Promise<{ readonly last: number; readonly rows: number } | null> {
  const row = await db.first<{ last: number | null; rows: number }>(sql`
    select max(id) as last, count(*) as "rows"
    from (select id from stm_claim_item where id > ${after} order by id limit ${limit}) as page`);
  return row === null || row.last === null ? null : { last: row.last, rows: row.rows };
}
