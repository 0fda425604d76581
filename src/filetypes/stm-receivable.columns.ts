import type { ColumnRow } from './file-type.js';

/** Receivable sheet of an STM, 7 columns (formats/stm-receivable.csv); the first is the label of the row: ผู้ป่วยใน or ผู้ป่วยนอก. */
export const stmReceivableColumns: readonly ColumnRow[] = [
  [0, 'ผู้ป่วย', null, 'text', 'section'],
  [1, 'จำนวน REP ที่ส่ง', 'rep_count', 'integer', 'count'],
  [2, 'จำนวนราย (ผ่าน A)', 'patient_count', 'integer', 'count'],
  [3, 'ผลรวม ADJRW', 'total_adjrw', 'weight', 'drg'],
  [4, 'จ่ายชดเชย', 'total_paid', 'money', 'reimbursement'],
  [5, 'ยอดหักเงินเดือน สป.', 'salary_deduction', 'money', 'claim'],
  [6, 'ยอดหักเงินเดือน adjrw paid*380', 'adjrw_paid_deduction', 'money', 'claim'],
];
