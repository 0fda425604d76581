import type { Queryable } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';

/**
 * Documents of `portal_reps` that a month is to have: those that are listed, and of a workbook that is here and not listed any more those
 * that were.
 */
export const countsInList: Sql = sql`(gone_at is null or (
  exists (select 1 from downloads d where d.id = portal_reps.download_id and d.status = 'success')
  and not exists (select 1 from portal_reps o where o.filename = portal_reps.filename and o.gone_at is null)))`;

/** What the portal's list says of a document; `downloadId` is null while it has no file. */
export interface ListedDocument {
  readonly downloadId: number | null;
  readonly repNo: string;
  readonly total: number | null;
  readonly passed: number | null;
  readonly failed: number | null;
}

/** What the portal's list of REP says of the unit's documents. */
export function findListedDocuments(
  db: Queryable,
  unit: { readonly scheme: string; readonly yearBe: number; readonly month: number },
): Promise<ListedDocument[]> {
  return db.query<ListedDocument>(
    sql`select download_id as "downloadId", rep_no as "repNo", total, passed, failed from portal_reps
        where scheme = ${unit.scheme.toUpperCase()} and year = ${unit.yearBe} and month = ${unit.month}
          and ${countsInList} order by rep_no, filename`,
  );
}
