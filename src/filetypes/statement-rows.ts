/**
 * The rows of a statement's detail and summary sheets. Beside claims they hold labels of sections, which say what the
 * rows below are, and totals, which are compared but are no claims (formats/README 2).
 */
import { type StatementSection, sectionOf } from '../domain/statement-section.js';
import { classifyRow, type RowRules } from './classify-row.js';
import type { ParsedTotal } from './file-type.js';
import { type RowReading, readRow, refuseRow } from './read-row.js';
import type { SheetRow } from './workbook-reader.js';

export type StatementReading =
  | { readonly kind: 'row'; readonly reading: RowReading; readonly section: StatementSection }
  | { readonly kind: 'total'; readonly total: ParsedTotal };

/** Words that begin a total. */
const totalWords = /^(?:รวม|ยอดรวม|ทั้งสิ้น|ทั้งหมด|total)/iu;
/** A label is short; a title that speaks of a section is longer. */
const longestLabel = 60;
const zero = /^0(?:\.0+)?$/u;

/** A claim by the mark of the form: its REP number begins with a digit and its TRAN_ID is a number. */
function hasMarks(cells: SheetRow['cells'], rules: RowRules): boolean {
  if (rules.tranId === null || rules.repNo === null) return false;
  const tranId = rules.reader.mark(cells[rules.tranId]) ?? '';
  return (
    /^\d+$/u.test(tranId) && !zero.test(tranId) && /^\d/u.test(rules.reader.mark(cells[rules.repNo]) ?? '')
  );
}

/** A sheet of D1 has sections of its own, all of them about disabled persons. */
function within(sheet: StatementSection | null, label: StatementSection): StatementSection {
  return sheet === 'disabled_d1' ? sheet : label;
}

/** The section in which a sheet begins, by its name and by titles and labels down to its heading; `normal` is assumed. */
export function firstSection(
  name: string,
  rows: Iterable<SheetRow>,
  lastHeadingRow: number,
): StatementSection {
  let said = sectionOf(name);
  for (const { row, cells } of rows) {
    if (row > lastHeadingRow) break;
    for (const cell of cells.slice(0, 2)) {
      const section = cell?.kind === 'text' ? sectionOf(cell.value) : null;
      if (section !== null) said = within(said, section);
    }
  }
  return said ?? 'normal';
}

function filledTexts(cells: SheetRow['cells'], rules: RowRules): string[] {
  return cells.flatMap((cell) => rules.reader.mark(cell) ?? []);
}

function labelOf([first = '']: readonly string[]): StatementSection | null {
  return first.length <= longestLabel && !totalWords.test(first) ? sectionOf(first) : null;
}

function totalOf(source: SheetRow, rules: RowRules, section: StatementSection): ParsedTotal {
  const { fileType, positions } = rules.layout;
  const amounts = fileType.columns.flatMap(([index, , name, type]) => {
    const cell = source.cells[positions[index] ?? -1];
    if (name === null || (type !== 'money' && type !== 'integer')) return [];
    const { value } = rules.reader.of(type)(cell);
    return value === null ? [] : [[name, String(value)] as const];
  });
  return { rowNo: source.row + 1, section, amounts: Object.fromEntries(amounts) };
}

/** Zeros alone, as NHSO writes them under a section without claims, or a line without anybody's claim. */
function isEmptyLine(texts: readonly string[], source: SheetRow, rules: RowRules): boolean {
  if (texts.every((text) => zero.test(text))) return true;
  const tranId = rules.tranId === null ? null : rules.reader.mark(source.cells[rules.tranId]);
  if (tranId === null || !zero.test(tranId)) return false;
  return rules.person.every((column) => zero.test(rules.reader.mark(source.cells[column]) ?? '0'));
}

/** Reads the rows below the heading from the top; labels change the section of what follows. */
export function* statementRows(
  rows: Iterable<SheetRow>,
  rules: RowRules,
  first: StatementSection,
): Generator<StatementReading> {
  let section = first;
  for (const source of rows) {
    if (source.row <= rules.layout.lastHeadingRow) continue;
    if (hasMarks(source.cells, rules)) {
      yield { kind: 'row', reading: readRow(source, rules), section };
      continue;
    }
    const texts = filledTexts(source.cells, rules);
    const label = labelOf(texts);
    if (label !== null) section = within(first, label);
    if (texts.slice(0, 3).some((text) => totalWords.test(text)))
      yield { kind: 'total', total: totalOf(source, rules, section) };
    else if (label === null && !isEmptyLine(texts, source, rules)) {
      const found = classifyRow(source.cells, rules);
      if (found.kind === 'data') yield { kind: 'row', reading: readRow(source, rules), section };
      if (found.kind === 'unreadable')
        yield { kind: 'row', reading: refuseRow(source, rules, found.missing), section };
    }
  }
}
