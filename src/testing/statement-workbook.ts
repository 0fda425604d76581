/** Statement workbooks with single faults, for tests: sheets of the real forms around a few rows of invented people. */
import type { FileType } from '../filetypes/file-type.js';
import { stmDetail } from '../filetypes/stm-detail.js';
import { stmRepSummary } from '../filetypes/stm-rep-summary.js';
import {
  type SampleCell,
  type SampleSheet,
  sampleRow,
  sampleSheet,
  sampleWorkbook,
} from './workbook-samples.js';

export interface StatementSheet {
  readonly name: string;
  readonly form?: FileType;
  readonly rows: readonly (readonly SampleCell[])[];
}

export interface StatementBook {
  readonly documentNo?: string;
  readonly hospital?: string;
  /** As written, e.g. `20/12/2568 เวลา 18:30`. */
  readonly reportTime?: string;
  readonly details: readonly StatementSheet[];
  /** Rows of the receivable sheet below its headings; left out = no such sheet. */
  readonly receivable?: readonly (readonly SampleCell[])[];
  /** Rows of the summary sheet; left out = no such sheet. */
  readonly summary?: readonly (readonly SampleCell[])[];
  readonly more?: readonly SampleSheet[];
}

/** A claim of a statement; `values` by database column. */
export function statementRow(
  tranId: string,
  values: Readonly<Record<string, SampleCell>> = {},
  form: FileType = stmDetail,
): SampleCell[] {
  return sampleRow(form, {
    rep_no: '681190001',
    seq: 1,
    tran_id: tranId,
    hn: '0001234',
    pid: '9900000000001',
    patient_name: 'ทดสอบ ใจดี',
    date_admit: '05/11/2025 08:30:00',
    amount_claimed: 1000,
    total_compensation: 800.25,
    ...values,
  });
}

export function statementTotal(word: string, amount: SampleCell, form: FileType = stmDetail): SampleCell[] {
  const row: SampleCell[] = [word];
  row[form.columns.findIndex(([, , name]) => name === 'total_compensation')] = amount;
  return row;
}

export function summaryRow(values: Readonly<Record<string, SampleCell>>): SampleCell[] {
  return sampleRow(stmRepSummary, {
    period: '6811_IP_01',
    hcode: '99999',
    rep_no: '681190001',
    claim_type: 'ข้อมูลปกติ',
    ...values,
  });
}

const receivableHeadings: readonly SampleCell[] = [
  null,
  'จำนวน REP ที่ส่ง',
  'จำนวนราย (ผ่าน A)',
  'ผลรวม ADJRW',
  'จ่ายชดเชย',
  'ยอดหักเงินเดือน สป.',
  'ยอดหักเงินเดือน adjrw paid*380',
];

function titled(sheet: SampleSheet, book: StatementBook): SampleSheet {
  const {
    documentNo = '99999_IPUCS256811_01',
    hospital = '99999',
    reportTime = '20/12/2568 เวลา 18:30',
  } = book;
  const titles = new Map<number, SampleCell[]>([
    [1, [`ออกรายงานวันที่ ${reportTime}`]],
    [3, [`โรงพยาบาล ${hospital} รพ.ตัวอย่าง`]],
    [4, ['จังหวัด 9900 ตัวอย่าง']],
    [6, [`เลขที่เอกสาร ${documentNo}`]],
  ]);
  return { ...sheet, rows: sheet.rows.map((row, index) => titles.get(index) ?? row) };
}

/** The bytes of a statement. */
export function statementBytes(book: StatementBook): Buffer {
  const empty: SampleCell[][] = Array.from({ length: 10 }, () => []);
  const sheets = [
    ...(book.receivable
      ? [{ name: 'รายงานพึงรับ', rows: [...empty, receivableHeadings, ...book.receivable] }]
      : []),
    ...(book.summary ? [sampleSheet(stmRepSummary, book.summary, { name: 'รายงานสรุป' })] : []),
    ...book.details.map(({ name, form = stmDetail, rows }) => sampleSheet(form, rows, { name })),
  ];
  return sampleWorkbook([...sheets.map((sheet) => titled(sheet, book)), ...(book.more ?? [])]);
}
