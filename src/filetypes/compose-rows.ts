/** Turns the rows of a REP workbook into text that the database loads as it is: the main thread only passes it on. */
import { claimRowWriter, type RowWriter } from './claim-rows.js';
import type { ParsedProblem, ParseEvent, SheetHead } from './file-type.js';
import { fileTypeById } from './index.js';
import { itemRowWriter, lacksTranId } from './item-rows.js';
import type { RowStamp } from './row-stamp.js';
import { emptyTally, sumsOf, type WorkbookTally } from './workbook-tally.js';

type RowsEvent = Extract<ParseEvent, { type: 'rows' }>;

const encoder = new TextEncoder();

function writerOf(stamp: RowStamp, sheet: SheetHead, layout: string, tally: WorkbookTally): RowWriter {
  const fileType = fileTypeById(layout);
  const write = fileType.sheetKind === 'detail' ? claimRowWriter : itemRowWriter;
  return write(stamp, sheet, fileType, tally);
}

function* composed(
  { sheet, layout, rows }: RowsEvent,
  writer: RowWriter,
  tally: WorkbookTally,
): Generator<ParseEvent> {
  const lines = rows.flatMap((row) => writer.line(row) ?? []);
  tally.storedBySheet.set(sheet, (tally.storedBySheet.get(sheet) ?? 0) + lines.length);
  if (lines.length > 0) {
    const { table } = fileTypeById(layout);
    const text = encoder.encode(lines.join(''));
    yield {
      type: 'text',
      sheet,
      table,
      columns: writer.columns,
      read: rows.length,
      rows: lines.length,
      text,
    };
  }
}

/** Problems that were met while rows were written, such as copies. */
function* newProblems(tally: WorkbookTally): Generator<ParseEvent> {
  const problems: ParsedProblem[] = tally.problems.splice(0);
  if (problems.length > 0) yield { type: 'problems', problems };
}

/** Events of a REP workbook behind its first: each `rows` as `text`, and one `sums` before the end. */
export function* composeRows(
  events: Iterable<ParseEvent>,
  sheets: readonly SheetHead[],
  stamp: RowStamp,
): Generator<ParseEvent> {
  const keepVisits = sheets.some(({ layout }) => layout !== null && lacksTranId(fileTypeById(layout)));
  const tally = emptyTally(keepVisits);
  const writers = new Map<number, RowWriter>();
  for (const event of events) {
    if (event.type === 'end') yield { type: 'sums', sums: sumsOf(tally) };
    if (event.type !== 'rows') {
      yield event;
      continue;
    }
    const sheet = sheets.find(({ position }) => position === event.sheet);
    if (!sheet) throw new RangeError(`rows of sheet ${event.sheet}, which was not announced`);
    const writer = writers.get(event.sheet) ?? writerOf(stamp, sheet, event.layout, tally);
    writers.set(event.sheet, writer);
    yield* composed(event, writer, tally);
    yield* newProblems(tally);
  }
}
