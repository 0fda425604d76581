import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { isSeen } from './alerts.js';

/**
 * stm_imported_files under the names that lists and pages of files use. A statement has no portal totals; its own date is
 * the day of its report.
 */
export const statementsAsFiles = sql`(select id, filename, file_type, scheme, cast(report_date as date) as file_date,
  status, source, import_started_at, import_completed_at, rows_read, rows_inserted, rows_updated, rows_unchanged,
  rows_refused, controls_agree, null as portal_total, null as portal_passed, null as portal_failed,
  coalesce(receivable_count, summary_count) as summary_total, null as summary_passed, null as summary_failed,
  coalesce(receivable_amount, summary_amount) as summary_amount, stored_count as stored_total, null as stored_passed,
  stored_amount, size_bytes, sha256, hospital_code, '' as base_type, '' as appeal_kind, stored_path, error_message,
  sheets, null as min_service_day, null as max_service_day, null as replaces_file_id, undone_at
  from stm_imported_files) statements`;

/** What the page of a statement says beyond that of any file; amounts are baht text. */
export interface StatementDetails {
  readonly document_no: string;
  readonly period: string;
  readonly hospital_name: string | null;
  readonly province_name: string | null;
  readonly is_current: boolean;
  readonly receivable_count: number | null;
  readonly receivable_amount: string | null;
  readonly receivable_net: string | null;
  readonly summary_count: number | null;
  readonly summary_amount: string | null;
}

export function findStatementDetails(db: Queryable, fileId: number): Promise<StatementDetails | null> {
  return db.first<StatementDetails>(
    sql`select document_no, period, hospital_name, province_name, is_current, receivable_count, receivable_amount,
        receivable_net, summary_count, summary_amount from stm_imported_files where id = ${fileId}`,
  );
}

/** Statements that wait for a person, as numbers. */
export async function statementsToAttend(
  db: Queryable,
): Promise<Record<'quarantined' | 'failed' | 'disagreeing' | 'disagreeingSeen', number>> {
  const disagrees = sql`controls_agree = ${false} and undone_at is null`;
  const seen = isSeen('stm', sql`f.id`, 'controls');
  const row = await db.first<Record<'quarantined' | 'failed' | 'disagreeing' | 'disagreeing_seen', number>>(
    sql`select sum(case when status = 'quarantined' and id not in
          (select file_id from quarantine where kind = 'stm' and state = 'rejected') then 1 else 0 end) as quarantined,
        sum(case when status = 'failed' and not ${isSeen('stm', sql`f.id`, 'failed')} and not exists (select 1 from stm_imported_files g
          where g.document_no = f.document_no and g.hospital_code = f.hospital_code
            and g.status in ('completed', 'completed_with_problems')) then 1 else 0 end) as failed,
        sum(case when ${disagrees} and not ${seen} then 1 else 0 end) as disagreeing,
        sum(case when ${disagrees} and ${seen} then 1 else 0 end) as disagreeing_seen
        from stm_imported_files f where status in ('quarantined', 'failed') or controls_agree = ${false}`,
  );
  return {
    quarantined: Number(row?.quarantined ?? 0),
    failed: Number(row?.failed ?? 0),
    disagreeing: Number(row?.disagreeing ?? 0),
    disagreeingSeen: Number(row?.disagreeing_seen ?? 0),
  };
}
