import type { ColumnRow } from './file-type.js';

/** Data Instrument, 16 columns (formats/rep-data-instrument.csv): position, heading path, database column (null: kept in extra), type, group. */
export const repDataInstrumentColumns: readonly ColumnRow[] = [
  [0, 'ลำดับที่', 'line_no', 'integer', 'identity'],
  [1, 'TRAN_ID', 'tran_id', 'key64', 'identity'],
  [2, 'HN', 'hn', 'key64', 'patient'],
  [3, 'AN', 'an', 'key64', 'patient'],
  [4, 'วันเข้ารักษา', 'dateadm', 'day', 'visit'],
  [5, 'PID', 'pid', 'key64', 'patient'],
  [6, 'ชื่อ - สกุล', 'patient_name', 'text', 'patient'],
  [7, 'ลำดับที่', 'inst_seq', 'integer', 'item'],
  [8, 'เรียกเก็บ > อุปกรณ์ > รหัส', 'inst_code', 'key64', 'item'],
  [9, 'เรียกเก็บ > อุปกรณ์ > ชื่ออุปกรณ์', 'inst_name', 'text', 'item'],
  [10, 'เรียกเก็บ > จำนวนชิ้น', 'claim_qty', 'integer', 'claim'],
  [11, 'เรียกเก็บ > จำนวนเงิน', 'claim_amount', 'money', 'claim'],
  [12, 'จ่ายชดเชย > จำนวนชิ้น', 'reimb_qty', 'integer', 'reimbursement'],
  [13, 'จ่ายชดเชย > จำนวนเงิน', 'reimb_amount', 'money', 'reimbursement'],
  [14, 'ปฏิเสธ', 'deny_flag', 'text', 'deny'],
  [15, 'Error Code', 'error_code', 'text', 'status'],
];
