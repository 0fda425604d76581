import type { ColumnRow } from '../filetypes/file-type.js';
import { repDataDrugColumns } from '../filetypes/rep-data-drug.columns.js';
import { repOpipColumns } from '../filetypes/rep-opip.columns.js';
import { repOrfColumns } from '../filetypes/rep-orf.columns.js';
import { repSummaryColumns } from '../filetypes/rep-summary.columns.js';
import { repSummaryOrfColumns } from '../filetypes/rep-summary-orf.columns.js';
import { type Cell, type SheetInput, writeWorkbook } from '../practice/biff8-writer.js';

/** A row of a test workbook by database column (or heading path where the form's column has none). */
export type TestRow = Readonly<Record<string, Cell>>;

export interface TestWorkbook {
  readonly form: 'ucs' | 'orf';
  readonly rows: readonly TestRow[];
  /** null = no Summary sheet; absent = one that agrees with the rows. */
  readonly summary?: readonly TestRow[] | null;
  readonly drugs?: readonly TestRow[];
  /** Changes the texts of the Detail heading, as a new form of NHSO would. */
  readonly heading?: (text: string) => string;
  /** e.g. `06/01/2569 เวลา 08:00` */
  readonly reportTime?: string;
}

/** Where a form has its heading levels and its first data row, 0-based (formats/README 1.3, 1.4). */
interface Places {
  readonly levels: readonly number[];
  readonly firstRow: number;
}

function headingCells(columns: readonly ColumnRow[], { levels, firstRow }: Places): Cell[][] {
  const cells: Cell[][] = Array.from({ length: firstRow }, () => []);
  const last = levels.at(-1) ?? 0;
  for (const [index, heading] of columns) {
    const parts = heading.split(' > ');
    parts.forEach((part, level) => {
      const row = cells[levels[level] ?? last];
      const path = parts.slice(0, level + 1).join(' > ');
      const before = columns[index - 1]?.[1];
      const continues = before === path || before?.startsWith(`${path} > `) === true;
      // A group and the second half of a shared heading are written once and merged to the right.
      if (row && !(continues && (level < parts.length - 1 || before === path))) row[index] = part;
    });
  }
  return cells;
}

function sheet(
  name: string,
  columns: readonly ColumnRow[],
  places: Places,
  rows: readonly TestRow[],
  title: string,
): SheetInput {
  const cells = headingCells(columns, places);
  const titleRow = cells[0];
  if (titleRow) titleRow[0] = title;
  for (const row of rows) {
    cells.push(columns.map(([, heading, column]): Cell => row[column ?? heading] ?? '-'));
  }
  return { name, rows: cells };
}

const detailPlaces = {
  ucs: { levels: [5, 6, 7], firstRow: 8 },
  orf: { levels: [5, 7, 8], firstRow: 9 },
} as const;

/** Amounts whose sums the Summary sheet states. */
const summed = {
  ucs: { reimb_agency: 'reimb_agency', reimb_total: 'reimb_nhso' },
  orf: { reimb_total: 'cr_total', 'ข้อมูลปกติ OPREFER > จ่ายชดเชย': 'reimb_total' },
} as const;

function agreeingSummary(form: 'ucs' | 'orf', rows: readonly TestRow[]): TestRow[] {
  const isPassed = (row: TestRow) =>
    row.error_code === undefined || row.error_code === '-' || row.error_code === null;
  return [...new Set(rows.map((row) => String(row.rep_no)))].map((repNo) => {
    const own = rows.filter((row) => String(row.rep_no) === repNo);
    const passed = own.filter(isPassed);
    const sums = Object.entries(summed[form]).map(([cell, column]) => {
      const satang = passed.reduce(
        (sum, row) =>
          sum +
          Math.round(
            Number(
              String(row[column] ?? 0)
                .replaceAll(',', '')
                .replace(/^-$/, '0'),
            ) * 100,
          ),
        0,
      );
      return [cell, satang / 100] as const;
    });
    return {
      rep_no: repNo,
      hcode: '99999',
      total_cases: own.length,
      passed_cases: passed.length,
      failed_cases: own.length - passed.length,
      ...Object.fromEntries(sums),
    };
  });
}

/** A real BIFF8 workbook with the headings of NHSO's form and these rows of invented patients. */
export function repTestWorkbook(book: TestWorkbook): Buffer {
  const { form } = book;
  const numbered = book.rows.map((row, index): TestRow => ({ seq: index + 1, no: index + 1, ...row }));
  const title = book.reportTime === undefined ? 'รายงานทดสอบ' : `ออกรายงานวันที่ ${book.reportTime}`;
  const detailColumns = form === 'ucs' ? repOpipColumns : repOrfColumns;
  const detail = sheet('Detail', detailColumns, detailPlaces[form], numbered, title);
  const { firstRow } = detailPlaces[form];
  const renamed = [...detail.rows].map((cells, row) =>
    row < firstRow
      ? cells.map((cell) => (typeof cell === 'string' && book.heading ? book.heading(cell) : cell))
      : cells,
  );
  const sheets: SheetInput[] = [{ ...detail, rows: renamed }];
  if (book.summary !== null) {
    const columns = form === 'ucs' ? repSummaryColumns : repSummaryOrfColumns;
    const rows = book.summary ?? agreeingSummary(form, numbered);
    sheets.push(sheet('Summary', columns, { levels: [1, 2, 3, 4], firstRow: 5 }, rows, title));
  }
  if (book.drugs) {
    const rows = book.drugs.map((row, index): TestRow => ({ ลำดับที่: index + 1, line_no: index + 1, ...row }));
    sheets.push(sheet('Data Drug', repDataDrugColumns, { levels: [3, 4, 5], firstRow: 6 }, rows, title));
  }
  return writeWorkbook(sheets);
}

/** An invented UCS claim; every field may be replaced. */
export function ucsRow(tranId: string, fields: TestRow = {}): TestRow {
  return {
    rep_no: '690190001',
    tran_id: tranId,
    hn: '0099001',
    an: '-',
    pid: '9900000000001',
    name: 'ทดสอบ หนึ่ง',
    ptype: 'OP',
    dateadm: '05/11/2025 08:30:00',
    reimb_nhso: 800.25,
    claim_net: 1000,
    main_fund: 'OP01',
    hcode: '99999',
    ...fields,
  };
}

/** An invented ORF claim; every field may be replaced. */
export function orfRow(tranId: string, fields: TestRow = {}): TestRow {
  return {
    rep_no: '690190002',
    tran_id: tranId,
    hn: '0099002',
    pid: '9900000000002',
    name: 'ทดสอบ สอง',
    service_date: '06/11/2025 09:00:00',
    hcode: '99999',
    claim_amt: 500,
    reimb_total: 300.5,
    cr_total: 20,
    ...fields,
  };
}
