import { type Sql, sql } from '../db/sql.js';
import type { Difference, VerifyCheck } from '../domain/verification.js';

/** What is done to the database by hand, how it is found, and how it is mended. */
export interface Damage {
  readonly what: string;
  readonly check: VerifyCheck;
  readonly code: Difference['code'];
  /** Part of the place that is named. */
  readonly place: string;
  readonly breaks: readonly Sql[];
  readonly mends: readonly Sql[];
}

const opip = sql`claim_rep_opip_nhso_item`;
const undoneFile = sql`(select max(id) from eclaim_imported_files where status = 'undone')`;
const row = (tranId: string) => sql`tran_id = ${tranId}`;

/** Damages of a database that holds the mixed workbooks, one of them undone. */
export const storedDamages: readonly Damage[] = [
  {
    what: 'a count of the file',
    check: 'counts',
    code: 'verify_count_differs',
    place: 'rows_read',
    breaks: [sql`update eclaim_imported_files set rows_read = rows_read + 1 where filename like '%ORF%'`],
    mends: [sql`update eclaim_imported_files set rows_read = rows_read - 1 where filename like '%ORF%'`],
  },
  {
    what: 'a row of an item sheet that is gone',
    check: 'counts',
    code: 'verify_count_differs',
    place: 'sheet Data Drug, rows stored',
    breaks: [
      sql`update eclaim_drug set file_id = (select id from eclaim_imported_files where filename like '%ORF%')`,
    ],
    mends: [
      sql`update eclaim_drug set file_id = (select id from eclaim_imported_files where filename like '%IP_2569%')`,
    ],
  },
  {
    what: 'rows of a file that was undone',
    check: 'rows',
    code: 'verify_row_astray',
    place: 'eclaim_drug',
    breaks: [sql`update eclaim_drug set file_id = ${undoneFile}`],
    mends: [
      sql`update eclaim_drug set file_id = (select id from eclaim_imported_files where filename like '%IP_2569%')`,
    ],
  },
  {
    what: 'rows of another hospital',
    check: 'rows',
    code: 'verify_row_mislabelled',
    place: 'stm_claim_item.hospital_code',
    breaks: [sql`update stm_claim_item set hospital_code = '99998' where ${row('990099')}`],
    mends: [sql`update stm_claim_item set hospital_code = '99999' where ${row('990099')}`],
  },
  {
    what: 'a satang of a sum',
    check: 'sums',
    code: 'verify_sums_differ',
    place: 'claim_sums 2025-11 99999 UCS IP matched, denied no, first denied no, appealed no: reimbursed',
    breaks: [sql`update claim_sums set reimbursed = reimbursed - 0.01`],
    mends: [sql`update claim_sums set reimbursed = reimbursed + 0.01`],
  },
  {
    what: 'a claim that no sum knows',
    check: 'sums',
    code: 'verify_sums_differ',
    place: 'claim_error_sums',
    breaks: [sql`update claim_error_sums set code = '9999' where code = '401'`],
    mends: [sql`update claim_error_sums set code = '401' where code = '9999'`],
  },
  {
    what: 'an error code without its row',
    check: 'rows',
    code: 'verify_row_astray',
    place: 'claim_error without its claim row',
    breaks: [sql`update claim_error set item_id = item_id + 1000 where code = '401'`],
    mends: [sql`update claim_error set item_id = item_id - 1000 where code = '401'`],
  },
  {
    what: 'a satang of a payment column',
    check: 'sums',
    code: 'verify_sums_differ',
    place: 'claim_payment opip',
    breaks: [sql`update claim_payment set amount = amount + 0.01 where item_kind = 'opip'`],
    mends: [sql`update claim_payment set amount = amount - 0.01 where item_kind = 'opip'`],
  },
  {
    what: 'a payment under the name of another column',
    check: 'sums',
    code: 'verify_sums_differ',
    place: 'cataract_amt, rows',
    breaks: [sql`update claim_payment set payment_column = 'cataract_amt' where payment_column = 'fs'`],
    mends: [sql`update claim_payment set payment_column = 'fs' where payment_column = 'cataract_amt'`],
  },
  {
    what: 'a payment column that is the first twice',
    check: 'sums',
    code: 'verify_sums_differ',
    place: 'rows with a first',
    breaks: [sql`update claim_payment set is_first = ${true} where payment_column = 'fs'`],
    mends: [sql`update claim_payment set is_first = ${false} where payment_column = 'fs'`],
  },
  {
    what: 'a code that a claim is not found by',
    check: 'sums',
    code: 'verify_sums_differ',
    place: 'claim_postings code 401: claims',
    breaks: [sql`update claim_postings set trait_value = '9999' where trait_value = '401'`],
    mends: [sql`update claim_postings set trait_value = '401' where trait_value = '9999'`],
  },
  {
    what: 'a posting that says something else than its claim',
    check: 'sums',
    code: 'verify_sums_differ',
    place: 'claim_postings code 401: claims kept as they are',
    breaks: [sql`update claim_postings set is_denied = ${false} where trait_value = '401'`],
    mends: [sql`update claim_postings set is_denied = ${true} where trait_value = '401'`],
  },
  {
    what: 'a claim with two current versions',
    check: 'versions',
    code: 'verify_version_differs',
    place: '990001',
    breaks: [sql`update ${opip} set is_current = ${true} where ${row('990001')} and version_no = 1`],
    mends: [sql`update ${opip} set is_current = ${false} where ${row('990001')} and version_no = 1`],
  },
  {
    what: 'a claim without a current version',
    check: 'versions',
    code: 'verify_version_differs',
    place: '990007',
    breaks: [sql`update ${opip} set is_current = ${false} where ${row('990007')}`],
    mends: [sql`update ${opip} set is_current = ${true} where ${row('990007')}`],
  },
  {
    what: 'an old row of an appeal that counts',
    check: 'versions',
    code: 'verify_version_differs',
    place: '990001',
    breaks: [sql`update ${opip} set is_current = ${true} where row_role = 'reference'`],
    mends: [sql`update ${opip} set is_current = ${false} where row_role = 'reference'`],
  },
  {
    what: 'money of claim_current',
    check: 'versions',
    code: 'verify_claim_differs',
    place: '990005',
    breaks: [sql`update claim_current set reimbursed = reimbursed + 0.01 where ${row('990005')}`],
    mends: [sql`update claim_current set reimbursed = reimbursed - 0.01 where ${row('990005')}`],
  },
  {
    what: 'a state that the statements do not say',
    check: 'versions',
    code: 'verify_state_differs',
    place: '990001',
    breaks: [sql`update claim_current set recon_state = 'matched' where ${row('990001')}`],
    mends: [sql`update claim_current set recon_state = 'over' where ${row('990001')}`],
  },
  {
    what: 'an amount that no statement says',
    check: 'versions',
    code: 'verify_state_differs',
    place: '990005',
    breaks: [sql`update claim_current set stm_amount = 0 where ${row('990005')}`],
    mends: [sql`update claim_current set stm_amount = null where ${row('990005')}`],
  },
  {
    what: 'a claim that is not among the current ones',
    check: 'versions',
    code: 'verify_claim_missing',
    place: '990007',
    breaks: [sql`update claim_current set tran_id = '990777' where ${row('990007')}`],
    mends: [sql`update claim_current set tran_id = '990007' where ${row('990777')}`],
  },
  {
    what: 'a current claim without rows',
    check: 'versions',
    code: 'verify_claim_astray',
    place: '990777',
    breaks: [sql`update claim_current set tran_id = '990777' where ${row('990007')}`],
    mends: [sql`update claim_current set tran_id = '990007' where ${row('990777')}`],
  },
  {
    what: 'an error code of an old version that counts',
    check: 'versions',
    code: 'verify_claim_differs',
    place: '990001',
    breaks: [sql`update claim_error set is_current = ${true} where code = 'C12'`],
    mends: [sql`update claim_error set is_current = ${false} where code = 'C12'`],
  },
  {
    what: 'another place among the versions than the file has',
    check: 'versions',
    code: 'verify_row_mislabelled',
    place: 'version_key',
    breaks: [sql`update ${opip} set version_key = '3' || substr(version_key, 2) where ${row('990007')}`],
    mends: [sql`update ${opip} set version_key = '2' || substr(version_key, 2) where ${row('990007')}`],
  },
  {
    what: 'an older issue that counts',
    check: 'issues',
    code: 'verify_issue_differs',
    place: 'superseded',
    breaks: [
      sql`update eclaim_imported_files set superseded = ${false} where report_time = '2026-01-06 08:00:00'`,
    ],
    mends: [
      sql`update eclaim_imported_files set superseded = ${true} where report_time = '2026-01-06 08:00:00'`,
    ],
  },
  {
    what: 'two current issues of a statement',
    check: 'issues',
    code: 'verify_issue_differs',
    place: 'is_current',
    breaks: [
      sql`update stm_imported_files set is_current = ${true} where report_date = '2025-12-20 18:30:00'`,
    ],
    mends: [
      sql`update stm_imported_files set is_current = ${false} where report_date = '2025-12-20 18:30:00'`,
    ],
  },
  {
    what: 'a statement row without the match that it has',
    check: 'statements',
    code: 'verify_match_differs',
    place: 'D row',
    breaks: [
      sql`update stm_claim_item set rep_matched = ${false}, rep_tran_id = null where ${row('990001')}`,
    ],
    mends: [
      sql`update stm_claim_item set rep_matched = ${true}, rep_tran_id = tran_id where ${row('990001')}`,
    ],
  },
  {
    what: 'a match with a claim that is not there',
    check: 'statements',
    code: 'verify_match_differs',
    place: 'D row',
    breaks: [
      sql`update stm_claim_item set rep_matched = ${true}, rep_tran_id = tran_id where ${row('990099')}`,
    ],
    mends: [sql`update stm_claim_item set rep_matched = ${false}, rep_tran_id = null where ${row('990099')}`],
  },
  {
    what: 'a satang of a claim',
    check: 'cells',
    code: 'verify_cell_differs',
    place: '(claim_net)',
    breaks: [sql`update ${opip} set claim_net = claim_net + 0.01 where ${row('990007')}`],
    mends: [sql`update ${opip} set claim_net = claim_net - 0.01 where ${row('990007')}`],
  },
  {
    what: 'a name',
    check: 'cells',
    code: 'verify_cell_differs',
    place: '(name)',
    breaks: [sql`update ${opip} set name = 'ทดสอบ อื่น' where ${row('990007')}`],
    mends: [sql`update ${opip} set name = 'ทดสอบ หนึ่ง' where ${row('990007')}`],
  },
  {
    what: 'money of a statement',
    check: 'cells',
    code: 'verify_cell_differs',
    place: '(total_compensation)',
    breaks: [sql`update stm_claim_item set total_compensation = 1.00 where ${row('990001')}`],
    mends: [sql`update stm_claim_item set total_compensation = 800.25 where ${row('990001')}`],
  },
  {
    what: 'a row in another place than the workbook has it',
    check: 'cells',
    code: 'verify_row_unknown',
    place: 'row 5',
    breaks: [sql`update stm_claim_item set row_no = row_no + 500 where ${row('990099')}`],
    mends: [sql`update stm_claim_item set row_no = row_no - 500 where ${row('990099')}`],
  },
];
