import type { Db } from '../db/db.js';
import { raw, type Sql, sql } from '../db/sql.js';

type Row = Readonly<Record<string, unknown>>;

/** Everything that decides the figures of a hospital, without ids and times, so that two histories can be compared. */
export interface HospitalState {
  readonly claims: readonly Row[];
  readonly versions: readonly Row[];
  readonly errors: readonly Row[];
  /** By which codes and payment columns claims are found. */
  readonly postings: readonly Row[];
  /** Stored files alone: what became of the others is their own history. */
  readonly files: readonly Row[];
}

const everyColumn = raw(
  `tran_id, item_kind, versions, kind, scheme, file_type, rep_no, hn, an, pid, patient_name, hcode, hmain, href, main_fund,
   service_type, drg, adjrw, late_percent, discharge_day, stay_days, service_day, service_weekday, fiscal_year, service_month, is_ip, is_denied, error_code, claimed, reimbursed,
   loss, reimb_nhso, has_appeal, first_denied, first_reimbursed, first_file_date, file_date`,
);

/** Reads what a hospital's files amount to now; its code is taken out of their names. */
export async function hospitalState(db: Db, hospital: string): Promise<HospitalState> {
  const plain = async (statement: Sql) =>
    (await db.query<Row>(statement)).map(
      (row): Row =>
        typeof row.filename === 'string'
          ? { ...row, filename: row.filename.replace(hospital, 'HCODE') }
          : { ...row },
    );
  const versions: Row[] = [];
  for (const table of ['claim_rep_opip_nhso_item', 'claim_rep_orf_nhso_item'])
    versions.push(
      ...(await plain(sql`
        select tran_id, version_key as place, rep_no, row_no, row_role, version_no, is_current, status, claimed, reimbursed
        from ${raw(table)} where hospital_code = ${hospital} order by tran_id, version_key`)),
    );
  return {
    claims: await plain(
      sql`select ${everyColumn} from claim_current where hospital_code = ${hospital} order by tran_id`,
    ),
    versions,
    errors: await plain(sql`
      select e.tran_id, e.item_kind, e.code, e.position_no, e.is_current, f.filename, f.sha256
      from claim_error e join eclaim_imported_files f on f.id = e.file_id where e.hospital_code = ${hospital}
      order by e.tran_id, f.filename, f.sha256, e.item_kind, e.is_current, e.position_no, e.code`),
    postings: await plain(sql`
      select trait, trait_value, tran_id, scheme, kind, main_fund, service_type, drg, href, hmain,
        is_denied, first_denied, has_appeal, service_day, stay_days, file_date, claimed, reimbursed, loss, adjrw, late_percent, recon_state
      from claim_postings where hospital_code = ${hospital} order by trait, trait_value, tran_id`),
    files: await plain(sql`
      select f.filename, f.sha256, f.status, f.superseded, f.rows_read, f.rows_refused, r.sha256 as replaces
      from eclaim_imported_files f left join eclaim_imported_files r on r.id = f.replaces_file_id
      where f.hospital_code = ${hospital} and f.status in ('completed', 'completed_with_problems')
      order by f.filename, f.sha256`),
  };
}

/** Rows of one file in a table. */
export async function rowsOfFile(db: Db, table: string, fileId: number): Promise<number> {
  const counted = await db.first<{ n: number }>(
    sql`select count(*) as n from ${raw(table)} where file_id = ${fileId}`,
  );
  return counted?.n ?? 0;
}
