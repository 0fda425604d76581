import type { Db } from '../db/db.js';
import type { ParseEvent, ParseLimits } from '../filetypes/file-type.js';
import { parseWorkbook } from '../filetypes/parse.js';
import { approvedMappings } from './approved-mappings.js';

export type WorkbookHead = Extract<ParseEvent, { type: 'workbook' }>;

/** A workbook that was understood, and its rows, which are read as they are asked for. */
export interface OpenedWorkbook {
  readonly head: WorkbookHead;
  readonly events: AsyncGenerator<ParseEvent>;
}

/** The first event, which comes after the whole workbook was understood; the rest follow as rows are asked for. */
export async function openEvents(
  { db, limits }: { readonly db: Db; readonly limits: ParseLimits },
  request: { readonly path: string; readonly signal?: AbortSignal },
): Promise<OpenedWorkbook> {
  const mappings = await approvedMappings(db);
  const options = request.signal ? { mappings, signal: request.signal } : { mappings };
  const events = parseWorkbook(request.path, limits, options);
  const first = await events.next();
  if (first.done || first.value.type !== 'workbook') {
    throw new RangeError('the reader did not begin with the workbook');
  }
  return { head: first.value, events };
}
