import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';

/** The stored rows of a hospital's statements, of older issues too, without ids and times. */
export function statementState(db: Db, hospital: string): Promise<Record<string, unknown>[]> {
  return db.query(sql`
    select i.tran_id, i.data_type, i.total_compensation, i.rep_matched, i.rep_tran_id, i.row_no, f.is_current
    from stm_claim_item i join stm_imported_files f on f.id = i.file_id
    where i.hospital_code = ${hospital} order by i.data_type, i.tran_id, i.total_compensation, i.file_id`);
}
