/** Both readers of workbooks on the same bytes: SheetJS is the referee of our own. */

import { ReaderDoubt } from '../filetypes/biff8-records.js';
import { openBiff8Workbook } from '../filetypes/biff8-workbook.js';
import { openSheetjsWorkbook } from '../filetypes/sheetjs-workbook.js';
import type { Cell, OpenWorkbook, SheetRow, Workbook } from '../filetypes/workbook-reader.js';

/** `difference` says where they differ; `reason` why a reader gave up. */
export type Verdict =
  | { readonly kind: 'equal' }
  | { readonly kind: 'both fail' }
  /** Ours does not know the file for certain and leaves it to SheetJS. */
  | { readonly kind: 'left to SheetJS'; readonly reason: string }
  | { readonly kind: 'only ours fails'; readonly reason: string }
  | { readonly kind: 'only SheetJS fails'; readonly reason: string }
  | { readonly kind: 'different'; readonly difference: string };

type Read = { readonly workbook: PlainWorkbook } | { readonly error: Error };
interface PlainSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly merges: string;
  readonly rows: readonly SheetRow[];
}
interface PlainWorkbook {
  readonly date1904: boolean;
  readonly sheets: readonly PlainSheet[];
}

function plain({ date1904, sheets }: Workbook): PlainWorkbook {
  return {
    date1904,
    sheets: sheets.map(({ name, hidden, merges, rows }) => ({
      name,
      hidden,
      merges: JSON.stringify(merges),
      // SheetJS makes an empty row where a note hangs on nothing.
      rows: [...rows()].filter(({ cells }) => cells.some((cell) => cell !== undefined)),
    })),
  };
}

function read(bytes: Uint8Array, open: OpenWorkbook): Read {
  try {
    return { workbook: plain(open(bytes)) };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}

const formatOf = (cell: Cell) => (cell.kind === 'number' ? cell.format : null);

function isSame(a: Cell | undefined, b: Cell | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.kind === b.kind && Object.is(a.value, b.value) && formatOf(a) === formatOf(b);
}

function rowDifference(a: SheetRow | undefined, b: SheetRow | undefined): string | null {
  if (a === undefined || b === undefined || a.row !== b.row) return `row ${a?.row} and row ${b?.row}`;
  for (let column = 0; column < Math.max(a.cells.length, b.cells.length); column += 1) {
    const [one, other] = [a.cells[column], b.cells[column]];
    if (!isSame(one, other))
      return `row ${a.row} column ${column}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`;
  }
  return null;
}

function sheetDifference(a: PlainSheet | undefined, b: PlainSheet | undefined): string | null {
  if (!a || !b) return 'one sheet more';
  for (const what of ['name', 'hidden', 'merges'] as const)
    if (a[what] !== b[what]) return `${what} ${a[what]} and ${b[what]}`;
  for (let index = 0; index < Math.max(a.rows.length, b.rows.length); index += 1) {
    const found = rowDifference(a.rows[index], b.rows[index]);
    if (found) return `${a.name}: ${found}`;
  }
  return null;
}

function difference(a: PlainWorkbook, b: PlainWorkbook): string | null {
  if (a.date1904 !== b.date1904) return 'the year that dates count from';
  for (let index = 0; index < Math.max(a.sheets.length, b.sheets.length); index += 1) {
    const found = sheetDifference(a.sheets[index], b.sheets[index]);
    if (found) return `sheet ${index}: ${found}`;
  }
  return null;
}

/** Reads with both and compares names, states, merged cells and every cell's kind, value and number format. */
export function refereeWorkbook(bytes: Uint8Array): Verdict {
  const ours = read(bytes, openBiff8Workbook);
  if ('error' in ours && ours.error instanceof ReaderDoubt)
    return { kind: 'left to SheetJS', reason: ours.error.message };
  const theirs = read(bytes, openSheetjsWorkbook);
  if ('error' in ours)
    return 'error' in theirs
      ? { kind: 'both fail' }
      : { kind: 'only ours fails', reason: ours.error.message };
  if ('error' in theirs) return { kind: 'only SheetJS fails', reason: theirs.error.message };
  const found = difference(ours.workbook, theirs.workbook);
  return found === null ? { kind: 'equal' } : { kind: 'different', difference: found };
}

/**
 * Why ours refuses what SheetJS reads: SheetJS takes bytes that are not there for zeros or leaves them out, and a workbook
 * that was not read whole shall not look like one that was.
 */
const stricter = [
  /^a cell is cut$/,
  /^a text or list goes on past its record$/,
  /^a text that is not in the list$/,
  /^a character is cut in two$/,
  /^a result of a formula of no kind$/,
  /^a run of numbers of another length$/,
  /^more texts are announced than the list has bytes for$/,
  /^the list of (merged cells|sheets) is cut$/,
  /^a sheet without a name$/,
  /^two sheets lie in one another$/,
];

/** Why SheetJS gives up where ours reads on: it believes fields and records that say nothing about cells. */
const pickier = [
  // Fields of the container that no reader needs (ole-container.ts checks each sector that is read).
  /^(Reserved|Major Version|Mini Stream Cutoff Size|Mini Sector Shift|Sector Shift|# Directory Sectors|DIFAT chain|Cannot find Workbook)/,
  /^(Byte Order|Minor Version)/,
  /Cannot read properties of undefined \(reading 'L'\)/,
  // It follows the stream and loses a sheet behind a stray record; ours goes where the list says.
  /reading '!merges'/,
  // Records that hold no value, and those of charts, of the part before the sheets and of sheets that are not listed.
  /^(MulBlank|MulRK|unrecognized (minor version|version code)|File is password-protected$|Bad Gutters|Unexpected BIFF Ver|XLS Record 0x|XLS Xnum|String record expects|Invalid)/,
  /reading '(t|TxO)'|beyond column IV/,
];

/** What is wrong with a verdict: null for what both do alike and for the differences that are listed above. */
export function unexplained(verdict: Verdict): string | null {
  switch (verdict.kind) {
    case 'equal':
    case 'both fail':
    case 'left to SheetJS':
      return null;
    case 'different':
      return verdict.difference;
    case 'only ours fails':
      return stricter.some((reason) => reason.test(verdict.reason))
        ? null
        : `only ours fails: ${verdict.reason}`;
    case 'only SheetJS fails':
      return pickier.some((reason) => reason.test(verdict.reason))
        ? null
        : `only SheetJS fails: ${verdict.reason}`;
  }
}
