import type { ColumnRow } from './file-type.js';

/** Data Instrument, 14 columns, without TRAN_ID and Error Code (formats/rep-data-instrument-14.csv): position, heading path, database column (null: kept in extra), type, group. */
export const repDataInstrument14Columns: readonly ColumnRow[] = [
  [0, 'ลำดับที่', 'line_no', 'integer', 'identity'],
  [1, 'HN', 'hn', 'key64', 'patient'],
  [2, 'AN', 'an', 'key64', 'patient'],
  [3, 'วันเข้ารักษา', 'dateadm', 'day', 'visit'],
  [4, 'PID', 'pid', 'key64', 'patient'],
  [5, 'ชื่อ - สกุล', 'patient_name', 'text', 'patient'],
  [6, 'ลำดับที่', 'inst_seq', 'integer', 'item'],
  [7, 'เรียกเก็บ > อุปกรณ์ > รหัส', 'inst_code', 'key64', 'item'],
  [8, 'เรียกเก็บ > อุปกรณ์ > ชื่ออุปกรณ์', 'inst_name', 'text', 'item'],
  [9, 'เรียกเก็บ > จำนวนชิ้น', 'claim_qty', 'integer', 'claim'],
  [10, 'เรียกเก็บ > จำนวนเงิน', 'claim_amount', 'money', 'claim'],
  [11, 'จ่ายชดเชย > จำนวนชิ้น', 'reimb_qty', 'integer', 'reimbursement'],
  [12, 'จ่ายชดเชย > จำนวนเงิน', 'reimb_amount', 'money', 'reimbursement'],
  [13, 'ปฏิเสธ', 'deny_flag', 'text', 'deny'],
];
