/** Turns the rows of a REP workbook into text that the database loads as it is: the main thread only passes it on. */
import { type GatheredBytes, gatheredBytes } from '../domain/row-text.js';
import { claimRowWriter, type RowWriter } from './claim-rows.js';
import type { LayoutTable, ParsedProblem, ParseEvent, SheetHead } from './file-type.js';
import { fileTypeById } from './index.js';
import { itemRowWriter, lacksTranId } from './item-rows.js';
import type { RowStamp } from './row-stamp.js';
import { emptyTally, sumsOf, type WorkbookTally } from './workbook-tally.js';

type RowsEvent = Extract<ParseEvent, { type: 'rows' }>;

/** Lines of one sheet until they make up an event. */
interface Gathered {
  readonly sheet: number;
  readonly table: LayoutTable;
  readonly writer: RowWriter;
  readonly text: GatheredBytes;
  rows: number;
  read: number;
}

/** The sheet of this event; its rows come one behind the other. */
function opened(
  stamp: RowStamp,
  sheets: readonly SheetHead[],
  { sheet, layout }: RowsEvent,
  tally: WorkbookTally,
): Gathered {
  const head = sheets.find(({ position }) => position === sheet);
  if (!head) throw new RangeError(`rows of sheet ${sheet}, which was not announced`);
  const fileType = fileTypeById(layout);
  const write = fileType.sheetKind === 'detail' ? claimRowWriter : itemRowWriter;
  const writer = write(stamp, head, fileType, tally);
  return { sheet, table: fileType.table, writer, text: gatheredBytes(), rows: 0, read: 0 };
}

function gather(gathered: Gathered, { rows }: RowsEvent, tally: WorkbookTally): void {
  const { sheet, writer, text } = gathered;
  let written = 0;
  for (const row of rows) {
    const line = writer.line(row);
    if (line === null) continue;
    text.add(line);
    written += 1;
  }
  gathered.rows += written;
  gathered.read += rows.length;
  tally.storedBySheet.set(sheet, (tally.storedBySheet.get(sheet) ?? 0) + written);
}

function* composed(gathered: Gathered | null): Generator<ParseEvent> {
  if (!gathered) return;
  const { sheet, table, writer, rows, read } = gathered;
  gathered.rows = 0;
  gathered.read = 0;
  if (rows === 0) return;
  yield { type: 'text', sheet, table, columns: writer.columns, read, rows, text: gathered.text.take() };
}

/** Problems that were met while rows were written, such as copies. */
function* newProblems(tally: WorkbookTally): Generator<ParseEvent> {
  const problems: ParsedProblem[] = tally.problems.splice(0);
  if (problems.length > 0) yield { type: 'problems', problems };
}

/** Events of a REP workbook behind its first: `rows` as `text` of at most so many rows, and one `sums` before the end. */
export function* composeRows(
  events: Iterable<ParseEvent>,
  sheets: readonly SheetHead[],
  stamp: RowStamp,
  batchRows: number,
): Generator<ParseEvent> {
  const keepVisits = sheets.some(({ layout }) => layout !== null && lacksTranId(fileTypeById(layout)));
  const tally = emptyTally(keepVisits);
  let open: Gathered | null = null;
  for (const event of events) {
    if (event.type !== 'rows') {
      if (event.type === 'end') {
        yield* composed(open);
        yield { type: 'sums', sums: sumsOf(tally) };
      }
      yield event;
      continue;
    }
    if (open?.sheet !== event.sheet) {
      yield* composed(open);
      open = opened(stamp, sheets, event, tally);
    }
    gather(open, event, tally);
    if (open.rows >= batchRows) yield* composed(open);
    yield* newProblems(tally);
  }
}
