/** What the parse thread and its front say to each other; checked by zod on arrival. */
import { z } from 'zod';
import type { ParseEvent } from './file-type.js';
import type { ReadFailureCode } from './read-failure.js';

/** Given to the thread at its start. */
export const parseTask = z.object({
  path: z.string().min(1),
  batchRows: z.number().int().min(1).max(500),
});
export type ParseTask = z.infer<typeof parseTask>;

/** The front asks for one event at a time, so that no more than one batch waits. */
export const parseRequest = z.literal('next');

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
    rows: z.array(z.unknown()).min(1).max(500),
  }),
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
]);
export type ParseAnswer = z.infer<typeof parseAnswer>;
