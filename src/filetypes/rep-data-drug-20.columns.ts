import type { ColumnRow } from './file-type.js';

/** Data Drug without ceiling price, 20 columns (formats/rep-data-drug-20.csv): position, heading path, database column (null: kept in extra), type, group. */
export const repDataDrug20Columns: readonly ColumnRow[] = [
  [0, 'ลำดับที่', 'line_no', 'integer', 'identity'],
  [1, 'TRAN_ID', 'tran_id', 'key64', 'identity'],
  [2, 'HN', 'hn', 'key64', 'patient'],
  [3, 'AN', 'an', 'key64', 'patient'],
  [4, 'วันเข้ารักษา', 'dateadm', 'day', 'visit'],
  [5, 'PID', 'pid', 'key64', 'patient'],
  [6, 'ชื่อ - สกุล', 'patient_name', 'text', 'patient'],
  [7, 'ลำดับที่', 'drug_seq', 'integer', 'item'],
  [8, 'รายการยา > รหัสยา รพ. (Workig Code)', 'drug_code', 'text', 'item'],
  [9, 'รายการยา > TMT', 'tmt_code', 'key64', 'item'],
  [10, 'รายการยา > ชื่อสามัญ', 'generic_name', 'text', 'item'],
  [11, 'รายการยา > ชื่อการค้า', 'trade_name', 'text', 'item'],
  [12, 'รายการยา > ประเภทยา', 'drug_type', 'text', 'item'],
  [13, 'รายการยา > ชนิดยา', 'drug_category', 'text', 'item'],
  [14, 'รายการยา > Dosageform', 'dosage_form', 'text', 'item'],
  [15, 'เรียกเก็บ > จำนวน (1)', 'quantity', 'money', 'claim'],
  [16, 'เรียกเก็บ > ราคาต่อหน่วย (2)', 'unit_price', 'money', 'claim'],
  [17, 'เรียกเก็บ > รวมเงินที่ขอเบิก (3)', 'claim_amount', 'money', 'claim'],
  [18, 'รวมชดเชย (4)', 'reimb_amount', 'money', 'reimbursement'],
  [19, 'Error Code', 'error_code', 'key64', 'status'],
];
