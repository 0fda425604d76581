/**
 * The contract of every workbook layout and of the reader. One file per layout; `index.ts` lists them.
 * Positions are 0-based as in the form's description, row numbers for people are the workbook's own, 1-based.
 */
import type { ClaimForm } from '../domain/claim.js';
import type { ClaimTotals } from '../domain/control-totals.js';
import type { TextRows } from '../domain/row-text.js';
import type { StatementSection } from '../domain/statement-section.js';
import type { LayoutMapping } from './layout-mapping.js';
import type { Suggestion } from './likeness.js';
import type { ParseThreads } from './parse-threads.js';
import type { RowStamp } from './row-stamp.js';

/** How a cell is read and in which database type it is kept (formats/tables.md 1). */
export type ColumnType =
  | 'text'
  | 'key40'
  | 'key64'
  | 'key255'
  | 'integer'
  | 'money'
  | 'weight'
  | 'day'
  | 'wall';

/** Position, heading path, database column (null: kept in extra), type, group of meaning. */
export type ColumnRow = readonly [
  index: number,
  heading: string,
  name: string | null,
  type: ColumnType,
  group: string,
];

export type SheetKind =
  | 'detail'
  | 'summary'
  | 'drug'
  | 'instrument'
  | 'deny'
  | 'zero_paid'
  | 'stm_receivable'
  | 'stm_rep_summary'
  | 'stm_detail';

/** What the database keeps the rows of a layout in. */
export type LayoutTable =
  | 'claim_rep_opip_nhso_item'
  | 'claim_rep_orf_nhso_item'
  | 'eclaim_summary'
  | 'eclaim_drug'
  | 'eclaim_instrument'
  | 'eclaim_deny'
  | 'eclaim_zero_paid'
  | 'stm_receivable_summary'
  | 'stm_rep_summary'
  | 'stm_claim_item';

export interface FileType {
  /** e.g. `rep-opip-120`; stored as layout_id. */
  readonly id: string;
  readonly sheetKind: SheetKind;
  readonly table: LayoutTable;
  /** Whose amounts apply: of a Detail sheet those of `domain/claim`, of a Summary sheet its control totals; null for items. */
  readonly form: ClaimForm | null;
  readonly columns: readonly ColumnRow[];
  /** Column whose whole number marks a data row (in Summary, which has no row number, REP NO.). */
  readonly rowNumberColumn: number;
  /** Column of TRAN_ID; null where the form has none. */
  readonly tranIdColumn: number | null;
  /** Column that must be filled in a data row beside the row number, where the form has no TRAN_ID: HN. */
  readonly anchorColumn?: number;
  /** First and last row of the heading, 0-based, as the form has them; a reader may find them elsewhere. */
  readonly headingRows: readonly [first: number, last: number];
}

/** One row as it goes to the database: values in the order of `storedColumns(fileType)`. */
export interface ParsedRow {
  /** The workbook's own row, 1-based. */
  readonly rowNo: number;
  /** Money and weights as decimal text, day as YYYY-MM-DD, wall as YYYY-MM-DD HH:MM:SS (Gregorian), integers as number. */
  readonly values: readonly (string | number | null)[];
  /** Columns without a database column, unknown columns and raw texts, by heading path. */
  readonly extra: Readonly<Record<string, string>>;
  /** The values of `contentColumns(fileType)` as fields of one line (domain/row-text, `fieldBytes`). */
  readonly text: string;
  /** SHA-256 over that text and extra, so without the running number (seq, no, line_no): equal = the same content. */
  readonly hash: string;
  /** Of a row of a statement: the section that it stands in. */
  readonly section?: StatementSection;
}

/** A total that a statement writes, to be compared with what was read above it. */
export interface ParsedTotal {
  /** 1-based. */
  readonly rowNo: number;
  readonly section: StatementSection;
  /** Numbers by database column; `net_receivable` is the number beside the word of a receivable sheet. */
  readonly amounts: Readonly<Record<string, string>>;
}

/** What the sheets of a statement say above their tables; several values where sheets contradict each other. */
export interface StatementHead {
  readonly documentNos: readonly string[];
  readonly hospitalCodes: readonly string[];
  readonly hospitalName: string | null;
  readonly provinceCode: string | null;
  readonly provinceName: string | null;
}

/** A row or sheet that was refused or is doubtful. `value` is the whole cell and may be a patient's: never log it. */
export interface ParsedProblem {
  readonly severity: 'error' | 'warning';
  /** Lower case, listed in domain/problems. */
  readonly code: string;
  readonly sheet: string;
  /** 1-based; 0 = the whole sheet. */
  readonly row: number;
  readonly columnIndex: number | null;
  /** Heading path of the column, e.g. `ชดเชยสุทธิ > สปสช.` */
  readonly column: string | null;
  /** e.g. `AO74` */
  readonly cell: string | null;
  readonly tranId: string | null;
  readonly value: string | null;
  /** Words for the placeholders of the problem's text; never a patient's value. */
  readonly details: Readonly<Record<string, string | number>>;
  /** Every filled cell of a refused row by heading path, so that nothing is lost; null for warnings. A patient's. */
  readonly rowValues: Readonly<Record<string, string>> | null;
}

export interface SheetHead {
  /** Position in the workbook, 0-based. */
  readonly position: number;
  readonly name: string;
  /** null = not a sheet of a known layout. */
  readonly layout: string | null;
  /** What an unknown sheet looks like: nearest layout and the difference of headings (no patients' values). */
  readonly nearest: LayoutDifference | null;
  /** Whether there are rows that look like data (read or to be refused), also in an unknown sheet. */
  readonly hasRows: boolean;
  /** How many; null where they were not counted, since every sheet with rows is known. */
  readonly dataRows: number | null;
  readonly hidden: boolean;
}

/** How an unknown sheet differs from the nearest known form, heading by heading; holds headings only, nobody's data. */
export interface LayoutDifference {
  /** The nearest form, e.g. `rep-opip-120`. */
  readonly layout: string;
  /** Of the sheet's headings in their places (`layoutFingerprint`). */
  readonly fingerprint: string;
  /** Heading path of each column of the sheet; '' = none. */
  readonly headings: readonly string[];
  /** Column of the sheet (0-based) for each column of the form; null = not found, or found in several places. */
  readonly positions: readonly (number | null)[];
  /** Columns of the sheet that are none of the form's for certain, with what they probably are. */
  readonly unknown: readonly {
    readonly position: number;
    readonly suggestion: Suggestion | null;
  }[];
}

/**
 * What the reader yields, in this order: one workbook, Summary rows, Detail rows, item rows, perhaps their sums, one end. Of a statement:
 * receivable, summary, details, with each written total after the rows above it.
 */
export type ParseEvent =
  | {
      readonly type: 'workbook';
      readonly reportTime: string | null;
      readonly sheets: readonly SheetHead[];
      /** null = no sheet is one of a statement. */
      readonly statement: StatementHead | null;
    }
  | {
      readonly type: 'rows';
      readonly sheet: number;
      readonly layout: string;
      readonly rows: readonly ParsedRow[];
    }
  | { readonly type: 'totals'; readonly sheet: number; readonly totals: readonly ParsedTotal[] }
  | TextEvent
  | { readonly type: 'problems'; readonly problems: readonly ParsedProblem[] }
  | { readonly type: 'sums'; readonly sums: WorkbookSums }
  | { readonly type: 'end'; readonly sheets: readonly SheetCount[] };

/** Rows as they are stored, instead of `rows` where the reader was given a stamp. */
export interface TextEvent extends TextRows {
  readonly type: 'text';
  readonly sheet: number;
  readonly table: LayoutTable;
  /** Database columns, in the order of the fields. */
  readonly columns: readonly string[];
  /** Rows of the sheet; `rows` are those of them that are stored. */
  readonly read: number;
}

/** The error codes of one row. */
export interface RowErrors {
  readonly rowNo: number;
  readonly sheetName: string;
  readonly tranId: string;
  readonly codes: readonly string[];
}

/** What all rows of a REP workbook come to; inserted + updated + unchanged = its Detail rows that were not refused. */
export interface WorkbookSums {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Reported rows of the Detail sheets; an exact copy counts as present. */
  readonly reported: ClaimTotals;
  /** null = the workbook has no Summary rows. */
  readonly summary: ClaimTotals | null;
  readonly minServiceDay: string | null;
  readonly maxServiceDay: string | null;
  /** Rows that are stored, by position of the sheet. */
  readonly storedBySheet: ReadonlyMap<number, number>;
  readonly errors: ReadonlyMap<LayoutTable, readonly RowErrors[]>;
}

/** Of each sheet with a known layout: rowsRead = rows yielded + refused. */
export interface SheetCount {
  readonly position: number;
  readonly rowsRead: number;
  readonly refused: number;
}

/** Limits of one read; beyond them the read ends as a named AppError and the thread is gone. */
export interface ParseLimits {
  /** Bytes of the file. */
  readonly maxBytes: number;
  /** Milliseconds for the whole read, without the time in which the consumer is busy with a batch. */
  readonly timeoutMs: number;
  /** Megabytes of heap of the thread. */
  readonly memoryMb: number;
}

export interface ParseOptions {
  /** Rows in one `rows` event, at most and by default `largestBatch` (parse-messages.ts). */
  readonly batchRows?: number;
  /** What people approved for sheets whose headings are not known (layout-mapping.ts). */
  readonly mappings?: readonly LayoutMapping[];
  /** Ends the read and its thread; the reason is thrown. */
  readonly signal?: AbortSignal;
  /** Asked once, when the first event was taken; with an answer rows come as `text`, ready to be stored. */
  readonly stamp?: () => RowStamp | null;
  /** Where a run over several files keeps its thread between them. */
  readonly threads?: ParseThreads;
}
