import type { Queryable } from '../db/db.js';
import type { ParseEvent, ParseLimits } from '../filetypes/file-type.js';
import { parseWorkbook } from '../filetypes/parse.js';
import type { ParseThreads } from '../filetypes/parse-threads.js';
import type { RowStamp } from '../filetypes/row-stamp.js';
import { approvedMappings } from './approved-mappings.js';

export type WorkbookHead = Extract<ParseEvent, { type: 'workbook' }>;

/** A workbook that was understood, and its rows, which are read as they are asked for. */
export interface OpenedWorkbook {
  readonly head: WorkbookHead;
  /** What comes behind the head. */
  readonly events: AsyncGenerator<ParseEvent>;
  /** Says with what rows of a REP are written, so that they come as text; before the first of them is asked for. */
  stampRows(stamp: RowStamp): void;
}

/** The first event, which comes after the whole workbook was understood; the rest follow as rows are asked for. */
export async function openEvents(
  {
    db,
    limits,
    threads,
  }: { readonly db: Queryable; readonly limits: ParseLimits; readonly threads?: ParseThreads },
  request: { readonly path: string; readonly signal?: AbortSignal },
): Promise<OpenedWorkbook> {
  let stamp: RowStamp | null = null;
  const events = parseWorkbook(request.path, limits, {
    mappings: await approvedMappings(db),
    ...(request.signal && { signal: request.signal }),
    ...(threads && { threads }),
    stamp: () => stamp,
  });
  const first = await events.next();
  if (first.done || first.value.type !== 'workbook') {
    throw new RangeError('the reader did not begin with the workbook');
  }
  const stampRows = (given: RowStamp) => {
    stamp = given;
  };
  return { head: first.value, events, stampRows };
}
