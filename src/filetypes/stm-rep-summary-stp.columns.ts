import type { ColumnRow } from './file-type.js';

/** Summary sheet by REP number of an STM for persons of uncertain status (STP), 22 columns (formats/layouts.json): position, heading path, database column, type, group. */
export const stmRepSummaryStpColumns: readonly ColumnRow[] = [
  [0, 'งวด', 'period', 'key64', 'identity'],
  [1, 'HCODE', 'hcode', 'key64', 'hospital'],
  [2, 'REP NO.', 'rep_no', 'key64', 'identity'],
  [3, 'ประเภท', 'claim_type', 'text', 'section'],
  [4, 'ทั้งหมดที่ผ่าน', 'total_passed', 'integer', 'count'],
  [5, 'เรียกเก็บ', 'amount_claimed', 'money', 'claim'],
  [6, 'พรบ.', 'prb_amount', 'money', 'claim'],
  [7, 'พึงรับ > OP', 'receivable_op', 'money', 'fund:op'],
  [8, 'พึงรับ > IP > ยอดชดเชยที่คำนวณได้', 'receivable_ip_calc', 'money', 'fund:ip'],
  [9, 'พึงรับ > IP > ยอดชดเชยที่จ่ายจริง', 'receivable_ip_paid', 'money', 'fund:ip'],
  [10, 'พึงรับ > HC', 'hc_amount', 'money', 'fund:hc'],
  [11, 'พึงรับ > HC > HC_DRUG', 'hc_drug', 'money', 'fund:hc'],
  [12, 'พึงรับ > AE', 'ae_amount', 'money', 'fund:ae'],
  [13, 'พึงรับ > AE > AE_DRUG', 'ae_drug', 'money', 'fund:ae'],
  [14, 'พึงรับ > INST', 'inst_amount', 'money', 'fund:inst'],
  [15, 'พึงรับ > DMIS > ยอดชดเชยที่คำนวณได้', 'dmis_calc', 'money', 'fund:dmis'],
  [16, 'พึงรับ > DMIS > ยอดชดเชยที่จ่ายจริง', 'dmis_paid', 'money', 'fund:dmis'],
  [17, 'พึงรับ > DMIS > DMIS_DRUG', 'dmis_drug', 'money', 'fund:dmis'],
  [18, 'พึงรับ > DMISHD', 'dmishd_amount', 'money', 'fund:dmis'],
  [19, 'พึงรับ > PP', 'pp_amount', 'money', 'fund:pp'],
  [20, 'พึงรับทั้งหมด', 'total_receivable', 'money', 'reimbursement'],
  [21, 'COVID', 'covid_amount', 'money', 'fund:covid'],
];
