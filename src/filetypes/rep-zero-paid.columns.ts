import type { ColumnRow } from './file-type.js';

/** Data sheet 0, 16 columns (formats/rep-zero-paid.csv): position, heading path, database column (null: kept in extra), type, group. */
export const repZeroPaidColumns: readonly ColumnRow[] = [
  [0, 'ลำดับที่', 'line_no', 'integer', 'identity'],
  [1, 'TRAN_ID', 'tran_id', 'key64', 'identity'],
  [2, 'HCODE', 'hcode', 'key64', 'hospital'],
  [3, 'HN', 'hn', 'key64', 'patient'],
  [4, 'AN', 'an', 'key64', 'patient'],
  [5, 'วันเข้ารักษา', 'dateadm', 'day', 'visit'],
  [6, 'PID', 'pid', 'key64', 'patient'],
  [7, 'ชื่อ - สกุล', 'patient_name', 'text', 'patient'],
  [8, 'กองทุน', 'fund_code', 'key64', 'fund'],
  [9, 'รหัสเบิก', 'claim_code', 'text', 'item'],
  [10, 'TMT', 'tmt_code', 'key64', 'item'],
  [11, 'หมวดค่าใช้จ่าย', 'expense_category', 'integer', 'item'],
  [12, 'จำนวนขอเบิก', 'claim_qty', 'integer', 'claim'],
  [13, 'จำนวนจ่าย', 'paid_qty', 'integer', 'reimbursement'],
  [14, 'เงินที่จ่าย', 'paid_amount', 'money', 'reimbursement'],
  [15, 'เหตุผล', 'reason', 'text', 'status'],
];
