/**
 * The receivable sheet of a statement (รายงานพึงรับ). Nothing is known of its place, so its rows are found by their
 * labels: a section, then ผู้ป่วยใน or ผู้ป่วยนอก with the figures, and รวม with the net amount on its right
 * (formats/README 2).
 */
import { headingKey } from '../domain/clean-text.js';
import { summaryNumber } from '../domain/control-totals.js';
import { type StatementSection, sectionOf } from '../domain/statement-section.js';
import { columnName } from './cell-name.js';
import type { CellReader } from './cell-reader.js';
import { type RowRules, rowRules } from './classify-row.js';
import type { ColumnType, FileType, ParsedTotal } from './file-type.js';
import type { SheetLayout } from './match-layout.js';
import { readRow } from './read-row.js';
import type { StatementReading } from './statement-rows.js';
import { stmReceivable } from './stm-receivable.js';
import { stmReceivable5 } from './stm-receivable-5.js';
import type { SheetRow, WorkbookSheet } from './workbook-reader.js';

const patientLabel = /^ผู้ป่วย(?:ใน|นอก)/u;
const totalWord = /^รวม(?:ทั้งสิ้น|ทั้งหมด|สุทธิ)?$/u;
/** A sheet of another kind is not read to its end in search of labels. */
const searchedRows = 200;

type Texts = ReadonlyMap<number, string>;

function textsOf({ cells }: SheetRow, reader: CellReader): Texts {
  const texts = new Map<number, string>();
  for (const [column, cell] of cells.entries()) {
    const text = reader.mark(cell);
    if (text !== null) texts.set(column, text);
  }
  return texts;
}

const firstOf = (texts: Texts): readonly [column: number, text: string] | null => {
  const [first] = texts;
  return first ?? null;
};

function isFigures(texts: Texts): boolean {
  const numbers = [...texts.values()].filter((text) => summaryNumber(text) !== null);
  return patientLabel.test(firstOf(texts)?.[1] ?? '') && numbers.length > 1;
}

/** Column of each heading that stands above the figures; the form's column where it has no such heading. */
function headedColumns(above: readonly Texts[], fileType: FileType): (number | null)[] {
  const columns = new Map<string, number>();
  for (const texts of above) for (const [column, text] of texts) columns.set(headingKey(text), column);
  return fileType.columns.map(([, heading]) => columns.get(headingKey(heading)) ?? null);
}

function layoutOf(above: readonly Texts[], figures: readonly Texts[]): SheetLayout {
  const label = Math.min(...figures.map((texts) => firstOf(texts)?.[0] ?? 0));
  const last = Math.max(...figures.flatMap((texts) => [...texts.keys()]));
  const headed = headedColumns(above, stmReceivable);
  const isHeaded = headed[4] !== null && headed.filter((column) => column !== null).length > 2;
  const deductions = headed.slice(5).some((column) => column !== null);
  const fileType = (isHeaded ? deductions : last - label > 4) ? stmReceivable : stmReceivable5;
  const positions = fileType.columns.map((_, index) =>
    index > 0 && isHeaded ? (headed[index] ?? -1) : label + index,
  );
  const filled = new Set(figures.flatMap((texts) => [...texts.keys()]));
  const unknown = [...filled]
    .filter((column) => !positions.includes(column))
    .sort((a, b) => a - b)
    .map((column) => ({ column, heading: `column ${columnName(column)}` }));
  return { fileType, lastHeadingRow: -1, positions, unknown, moved: [] };
}

/** The layout and number of figure rows of a receivable sheet; null where the sheet is none. */
export function receivableLayout(
  source: WorkbookSheet,
  reader: CellReader,
): { readonly layout: SheetLayout; readonly dataRows: number } | null {
  const above: Texts[] = [];
  const figures: Texts[] = [];
  let isNamed = source.name.includes('พึงรับ');
  for (const row of source.rows()) {
    if (row.row >= searchedRows) break;
    const texts = textsOf(row, reader);
    const first = firstOf(texts)?.[1] ?? '';
    isNamed ||= first.includes('พึงรับ') || sectionOf(first) !== null;
    if (isFigures(texts)) figures.push(texts);
    else if (figures.length === 0) above.push(texts);
  }
  return isNamed && figures.length > 0
    ? { layout: layoutOf(above, figures), dataRows: figures.length }
    : null;
}

/** Column of the first number to the right of the word; null where the row adds up the columns, as its place among the labels says. */
function netColumn(texts: Texts, word: number, labelColumn: number): number | null {
  const numbers = [...texts].filter(([column, text]) => column > word && summaryNumber(text) !== null);
  const isByColumns = word === labelColumn && numbers.length > 1;
  return isByColumns ? null : (numbers[0]?.[0] ?? null);
}

function totalOf(
  { row, cells }: SheetRow,
  texts: Texts,
  { layout, reader }: RowRules,
  section: StatementSection,
): ParsedTotal | null {
  const word = [...texts].find(([, text]) => totalWord.test(text));
  if (!word) return null;
  const column = netColumn(texts, word[0], layout.positions[0] ?? 0);
  const read = (at: number, type: ColumnType, name: string | null): (readonly [string, string])[] => {
    const { value } = reader.of(type)(cells[at]);
    return name === null || value === null ? [] : [[name, String(value)]];
  };
  const amounts =
    column === null
      ? layout.fileType.columns.flatMap(([index, , name, type]) =>
          read(layout.positions[index] ?? -1, type, name),
        )
      : read(column, 'money', 'net_receivable');
  return { rowNo: row + 1, section, amounts: Object.fromEntries(amounts) };
}

/** The figures of a receivable sheet and its totals, each with its section. */
export function* receivableRows(
  source: WorkbookSheet,
  layout: SheetLayout,
  reader: CellReader,
): Generator<StatementReading> {
  const rules = rowRules(source.name, layout, reader);
  const ofSheet = sectionOf(source.name);
  let section: StatementSection = ofSheet ?? 'normal';
  for (const row of source.rows()) {
    const texts = textsOf(row, reader);
    if (isFigures(texts)) {
      yield { kind: 'row', reading: readRow(row, rules), section };
      continue;
    }
    const total = totalOf(row, texts, rules, section);
    if (total) yield { kind: 'total', total };
    else if (ofSheet !== 'disabled_d1') section = sectionOf(firstOf(texts)?.[1] ?? '') ?? section;
  }
}
