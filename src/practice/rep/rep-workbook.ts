import { type Cell, type MergedArea, type SheetInput, writeWorkbook } from '../biff8-writer.js';
import { buddhistDayText } from '../claims/wall-time.js';
import { agencyDetailRow, sssDetailRow } from './agency-detail.js';
import { agencySummaryRows } from './agency-summary.js';
import { formHeading } from './form-heading.js';
import { type ClaimWithItems, denyRows, drugRows, instrumentRows, zeroPaidRows } from './item-rows.js';
import { orfDetailRow } from './orf-detail.js';
import { type RepContents, type RepFile, repContents, repFileName } from './rep-contents.js';
import {
  denyForm,
  detailForm,
  drugForm,
  instrumentForm,
  type SheetForm,
  summaryForm,
  zeroPaidForm,
} from './rep-form.js';
import { claimKindOf, isAppeal } from './rep-type.js';
import { summaryRows } from './summary-rows.js';
import { ucsDetailRow } from './ucs-detail.js';

/** A sheet before it is written; tests change it to make unclean ones. */
export interface RepSheet {
  readonly name: string;
  readonly form: SheetForm;
  /** Rows above the heading. */
  readonly titles: readonly (readonly Cell[])[];
  readonly data: readonly Cell[][];
  /** Totals and notes below the data. */
  readonly ending: readonly (readonly Cell[])[];
  /** The heading comes again after so many rows of data; 0 = never. */
  readonly headingEvery: number;
}

const headingAgainAfter = 25;

function titleRows(file: RepFile, subject: string, count: number): Cell[][] {
  const titles: Cell[][] = [
    [`รายงาน ${subject}`],
    [`โรงพยาบาล ${file.hospital} โรงพยาบาลตัวอย่าง`],
    [`ออกรายงานวันที่ ${buddhistDayText(file.sentAt)} เวลา ${file.sentAt.slice(11, 16)}`],
    [`แฟ้มข้อมูล ${repFileName(file).replace(/xls$/, 'ecd')}`],
    [],
  ];
  return titles.slice(0, count);
}

/** Cells of one column added up, as a total row states them. */
function columnTotal(data: readonly (readonly Cell[])[], column: number): number {
  const satang = data.reduce((sum, row) => {
    const cell = row[column];
    return sum + (typeof cell === 'number' ? Math.round(cell * 100) : 0);
  }, 0);
  return satang / 100;
}

function totalRow(data: readonly (readonly Cell[])[], columns: readonly number[]): Cell[] {
  const row: Cell[] = ['รวม'];
  for (const column of columns) row[column] = columnTotal(data, column);
  return row;
}

function sheetOf(
  name: string,
  form: SheetForm,
  titles: readonly (readonly Cell[])[],
  data: readonly Cell[][],
  more: Partial<Pick<RepSheet, 'ending' | 'headingEvery'>> = {},
): RepSheet {
  return { name, form, titles, data, ending: more.ending ?? [], headingEvery: more.headingEvery ?? 0 };
}

/** Old rows of an appeal stand before the rows that replace them. */
function interleaved<T>(old: readonly T[], claims: readonly T[]): T[] {
  return claims.flatMap((claim, i) => {
    const before = old[i];
    return before === undefined ? [claim] : [before, claim];
  });
}

function detailRows(file: RepFile, contents: RepContents): Cell[][] {
  const { hospital, style } = file;
  if (contents.form === 'orf')
    return interleaved(contents.old, contents.claims).map((claim) => orfDetailRow(claim, hospital, style));
  const { form } = contents;
  return interleaved(contents.old, contents.claims).map((claim) => {
    if (form === 'ucs') return ucsDetailRow(claim, hospital, style);
    return form === 'sss'
      ? sssDetailRow(claim, hospital, style)
      : agencyDetailRow(claim, form, hospital, style);
  });
}

/** Columns that the last row of Detail adds up: reimbursed and claimed. */
const totalledColumns = {
  ucs: [10, 11, 40],
  orf: [21, 32, 61],
  lgo: [10, 11, 29],
  ofc: [10, 11, 29],
  sss: [35, 60],
};

function detailSheet(file: RepFile, contents: RepContents): RepSheet {
  const data = detailRows(file, contents);
  return sheetOf('Detail', detailForm(file.type), titleRows(file, 'ผลการตรวจสอบข้อมูล (REP)', 5), data, {
    ending: [
      [],
      totalRow(data, totalledColumns[contents.form]),
      ['หมายเหตุ : ข้อมูลสำหรับฝึกใช้งาน ไม่ใช่ข้อมูลผู้ป่วยจริง'],
    ],
  });
}

function summarySheet(file: RepFile, contents: RepContents): RepSheet {
  const form = summaryForm(file.type);
  const nothing = file.style.nothing;
  const data =
    contents.form === 'ucs' || contents.form === 'orf'
      ? summaryRows(contents, file.hospital, isAppeal(file.type), nothing)
      : agencySummaryRows(contents, contents.form, file, nothing);
  return sheetOf('Summary', form, titleRows(file, 'สรุป', form.heading.levels[0] ?? 0), data);
}

function itemSheets(file: RepFile, contents: RepContents): RepSheet[] {
  const { hospital, style } = file;
  const claims: readonly ClaimWithItems[] = contents.claims;
  const fundOf = (claim: ClaimWithItems) => ('subFund' in claim ? String(claim.subFund) : 'ORF');
  const rowsOf = (make: (claim: ClaimWithItems) => Cell[][]) => claims.flatMap(make);
  const sheet = (name: string, form: SheetForm, data: readonly Cell[][]) =>
    sheetOf(name, form, titleRows(file, name, 3), data, { headingEvery: headingAgainAfter });
  const { form } = contents;
  const kind = claimKindOf(file.type);
  const drug = sheet(
    'Data Drug',
    drugForm(form),
    rowsOf((claim) => drugRows(claim, style, form)),
  );
  const instrument = () =>
    sheet(
      'Data Instrument',
      instrumentForm(form),
      rowsOf((claim) => instrumentRows(claim, style, form)),
    );
  const deny = () =>
    sheet(
      'Data DENY',
      denyForm,
      rowsOf((claim) => denyRows(claim, hospital, fundOf(claim), style)),
    );
  const zero = () =>
    sheet(
      'Data sheet 0',
      zeroPaidForm,
      rowsOf((claim) => zeroPaidRows(claim, hospital, fundOf(claim), style)),
    );
  if (kind === 'ORF') return [drug];
  return kind === 'IP' ? [drug, instrument(), deny(), zero()] : [drug, zero()];
}

/** All sheets of one REP workbook, in NHSO's order (formats/README 1.3). */
export function repSheets(file: RepFile): RepSheet[] {
  const contents = repContents(file);
  return [detailSheet(file, contents), summarySheet(file, contents), ...itemSheets(file, contents)];
}

/** Titles, heading, data and ending become rows and merged areas. */
export function sheetInput(sheet: RepSheet): SheetInput {
  const heading = formHeading(sheet.form.columns, sheet.form.heading);
  const top = sheet.form.heading.levels[0] ?? 0;
  const titles = Array.from({ length: top }, (_, i) => sheet.titles[i] ?? []);
  const body = sheet.data.flatMap((row, i) =>
    sheet.headingEvery > 0 && i > 0 && i % sheet.headingEvery === 0 ? [...heading.rows, row] : [row],
  );
  const merges: MergedArea[] = [...heading.merges];
  titles.forEach((row, i) => {
    if (row.length > 0) merges.push([i, 0, i, 7]);
  });
  return { name: sheet.name, rows: [...titles, ...heading.rows, ...body, ...sheet.ending], merges };
}

/** The bytes of one REP workbook. */
export function repWorkbookBytes(file: RepFile): Buffer {
  return writeWorkbook(repSheets(file).map(sheetInput));
}
