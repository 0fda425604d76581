import { type Cell, writeWorkbook } from './biff8-writer.js';
import { type RepFile, repContents, repFileName, repTotals } from './rep/rep-contents.js';
import type { RepType } from './rep/rep-type.js';
import { baseTypeOf, formOf, isAppeal } from './rep/rep-type.js';
import { type RepSheet, repSheets, sheetInput } from './rep/rep-workbook.js';
import { uncleanSheet } from './rep/unclean-rows.js';

/** What one invented REP workbook shall be like; everything has a default. */
export interface RepWorkbookOptions {
  readonly type?: RepType;
  /** Claims; in an appeal the claims that are appealed (the old rows come on top). */
  readonly rows?: number;
  readonly seed?: string;
  readonly hospital?: string;
  /** Thai clock time, Gregorian `YYYY-MM-DD HH:MM:SS`. */
  readonly sentAt?: string;
  readonly repNo?: number;
  /** Claims are split over so many REP documents, each with its row in Summary. */
  readonly documents?: number;
  readonly firstTranId?: number;
  readonly denialPercent?: number;
  /** What stands where nothing is: `-`, or no cell. */
  readonly nothing?: '-' | null;
  readonly hnAsNumber?: boolean;
  /** Rows written in every manner that a reader must take (commas, blanks, eras, number ids, spaces …). */
  readonly unclean?: boolean;
  /** The first claim once more at the end: as an exact copy, or with another amount. */
  readonly twice?: 'copy' | 'other_amount';
  /** The older UCS form of 113 columns. */
  readonly oldForm?: boolean;
  /** Another heading for one column, by the heading path of the form; null leaves it empty. */
  readonly headings?: Readonly<Record<string, string | null>>;
  /** Further columns at the right end of Detail that no form has. */
  readonly unknownColumns?: readonly string[];
  /** Any other change of a sheet before it is written. */
  readonly change?: (sheet: RepSheet) => RepSheet;
  readonly shortNumbers?: boolean;
}

export interface RepWorkbook {
  readonly name: string;
  readonly bytes: Buffer;
  readonly file: RepFile;
  /** Claims of the reported documents, as the portal's listing counts them. */
  readonly totals: { readonly total: number; readonly passed: number; readonly failed: number };
}

/** Columns that the older UCS form does not have (formats/README 1.4). */
const missingInOldForm = new Set([102, 103, 115, 116, 117, 118, 119]);

function onlyDetail(change: (sheet: RepSheet) => RepSheet): (sheet: RepSheet) => RepSheet {
  return (sheet) => (sheet.name === 'Detail' ? change(sheet) : sheet);
}

/** Leaves columns out and closes the gaps. */
export function withoutColumns(sheet: RepSheet, missing: ReadonlySet<number>): RepSheet {
  const kept = sheet.form.columns.filter(([index]) => !missing.has(index));
  return {
    ...sheet,
    form: {
      ...sheet.form,
      columns: kept.map(([, heading, name, type, group], i) => [i, heading, name, type, group] as const),
    },
    data: sheet.data.map((row) => row.filter((_, column) => !missing.has(column))),
  };
}

function withHeadings(sheet: RepSheet, headings: Readonly<Record<string, string | null>>): RepSheet {
  const columns = sheet.form.columns.map(([index, heading, name, type, group]) => {
    const other = headings[heading];
    return [index, other === undefined ? heading : (other ?? ''), name, type, group] as const;
  });
  return { ...sheet, form: { ...sheet.form, columns } };
}

function withUnknownColumns(sheet: RepSheet, names: readonly string[]): RepSheet {
  const width = sheet.form.columns.length;
  const more = names.map((name, i) => [width + i, name, null, 'text', 'other'] as const);
  return {
    ...sheet,
    form: { ...sheet.form, columns: [...sheet.form.columns, ...more] },
    data: sheet.data.map((row, r) => [...row.slice(0, width), ...names.map((name) => `${name} ${r + 1}`)]),
  };
}

function withTwice(sheet: RepSheet, kind: 'copy' | 'other_amount'): RepSheet {
  const [first] = sheet.data;
  if (!first) return sheet;
  const again: Cell[] = [...first];
  const amount = sheet.form.columns.findIndex(([, , name]) => name === 'claim_drg' || name === 'claim_amt');
  const before = again[amount];
  if (kind === 'other_amount' && typeof before === 'number') again[amount] = before + 1;
  return { ...sheet, data: [...sheet.data, again] };
}

function fileOf(options: RepWorkbookOptions): RepFile {
  const type = options.type ?? 'OP';
  const file: RepFile = {
    seed: options.seed ?? 'workbook',
    type,
    hospital: options.hospital ?? '99999',
    sentAt: options.sentAt ?? '2026-01-05 20:15:01',
    milliseconds: 885,
    repNo: options.repNo ?? 690190001,
    documents: options.documents ?? 1,
    rows: options.rows ?? 20,
    firstTranId: options.firstTranId ?? 990000001,
    denialPercent: options.denialPercent ?? 12,
    style: {
      nothing: options.nothing === undefined ? '-' : options.nothing,
      hnAsNumber: options.hnAsNumber ?? false,
    },
    appealed: null,
  };
  if (!isAppeal(type)) return file;
  // Everything in the base is denied (or passed, for NHSO's own appeal), so that as many rows as asked for are appealed.
  const base: RepFile = {
    ...file,
    type: baseTypeOf(type),
    repNo: file.repNo - 1,
    denialPercent: type.endsWith('_NHSO') ? 0 : 100,
  };
  return { ...file, appealed: base };
}

function changesOf(options: RepWorkbookOptions): ((sheet: RepSheet) => RepSheet)[] {
  const { twice, headings, unknownColumns, change } = options;
  const changes: ((sheet: RepSheet) => RepSheet)[] = [];
  if (twice) changes.push(onlyDetail((sheet) => withTwice(sheet, twice)));
  if (options.unclean) changes.push((sheet) => (sheet.name === 'Summary' ? sheet : uncleanSheet(sheet)));
  if (options.oldForm) changes.push(onlyDetail((sheet) => withoutColumns(sheet, missingInOldForm)));
  if (headings) changes.push(onlyDetail((sheet) => withHeadings(sheet, headings)));
  if (unknownColumns) changes.push(onlyDetail((sheet) => withUnknownColumns(sheet, unknownColumns)));
  if (change) changes.push(change);
  return changes;
}

/** Makes one REP workbook of invented people; the same options give the same bytes. */
export function repWorkbook(options: RepWorkbookOptions = {}): RepWorkbook {
  if (options.oldForm && formOf(options.type ?? 'OP') !== 'ucs')
    throw new RangeError('only the UCS form has an older form');
  const file = fileOf(options);
  const changes = changesOf(options);
  const sheets = repSheets(file).map((sheet) => changes.reduce((made, change) => change(made), sheet));
  return {
    name: repFileName(file),
    bytes: writeWorkbook(sheets.map(sheetInput), { shortNumbers: options.shortNumbers ?? false }),
    file,
    totals: repTotals(repContents(file)),
  };
}
