/** What the parse thread and its front say to each other; the answers are checked by zod on arrival. */
import { z } from 'zod';
import type { ParseEvent } from './file-type.js';
import type { LayoutMapping } from './layout-mapping.js';
import type { ReadFailureCode } from './read-failure.js';
import type { RowStamp } from './row-stamp.js';

/** Most rows in one event: 200 rows of 120 columns keep the main thread busy for less than 30 ms. */
export const largestBatch = 200;

/** Most rows in one event of text, which the main thread only passes on: half a megabyte as a rule. */
export const largestText = 500;

/** A workbook that the thread is to open. */
export interface ParseTask {
  readonly path: string;
  readonly batchRows: number;
  readonly mappings: readonly LayoutMapping[];
}

/**
 * One question, one event, so that the front says how many may wait: a task opens a workbook and brings its first event,
 * the second question may bring a stamp. What is asked beyond the last event has no answer.
 */
export type ParseRequest = { readonly task: ParseTask } | { readonly stamp: RowStamp | null };

const eventEnvelope = z.union([
  z.looseObject({
    type: z.literal('workbook'),
    reportTime: z.string().nullable(),
    sheets: z.array(z.looseObject({ position: z.number().int(), name: z.string() })),
  }),
  z.looseObject({
    type: z.literal('rows'),
    sheet: z.number().int(),
    layout: z.string(),
    rows: z.array(z.unknown()).min(1).max(largestText),
  }),
  z.looseObject({ type: z.literal('totals'), sheet: z.number().int(), totals: z.array(z.unknown()).min(1) }),
  z.looseObject({
    type: z.literal('text'),
    sheet: z.number().int(),
    table: z.string(),
    columns: z.array(z.string()).min(1),
    read: z.number().int().min(1),
    rows: z.number().int().min(1).max(largestText),
    text: z.instanceof(Uint8Array),
  }),
  z.looseObject({ type: z.literal('sums'), sums: z.looseObject({ inserted: z.number().int() }) }),
  z.looseObject({ type: z.literal('problems'), problems: z.array(z.unknown()).min(1) }),
  z.looseObject({ type: z.literal('end'), sheets: z.array(z.unknown()) }),
]);

/** The rows inside are the thread's own work: their envelope is checked, not each of a million values. */
const parseEvent = z.custom<ParseEvent>((value) => eventEnvelope.safeParse(value).success, 'not an event');
const failureCodes = [
  'damaged',
  'encrypted',
  'old_excel',
  'not_a_workbook',
  'file_empty',
] as const satisfies readonly ReadFailureCode[];

export const parseAnswer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event'), event: parseEvent }),
  z.object({ type: z.literal('failed'), code: z.enum(failureCodes), reason: z.string() }),
  z.object({ type: z.literal('done') }),
  // The first answer to a task whose workbook only SheetJS may know.
  z.object({ type: z.literal('doubtful') }),
]);
export type ParseAnswer = z.infer<typeof parseAnswer>;
