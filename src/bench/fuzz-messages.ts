import { z } from 'zod';
import { repWorkbook } from '../practice/rep-workbook.js';
import { workbookOfEveryKind } from '../testing/biff8-samples.js';
import { type Dice, mutateBytes, mutateRecords } from '../testing/workbook-mutations.js';

/** Where a mutated workbook ends: refused before it is read, or what both readers make of it. */
export const fuzzEnd = z.enum([
  'refused',
  'equal',
  'both fail',
  'left to SheetJS',
  'only ours fails',
  'only SheetJS fails',
  'wrong',
]);

/** What the process that reads tells of each file; `wrong` says what no list explains. */
export const fuzzAnswer = z.object({ round: z.number().int(), end: fuzzEnd, wrong: z.string().nullable() });
export type FuzzAnswer = z.infer<typeof fuzzAnswer>;

export interface FuzzKind {
  readonly what: string;
  whole(): Buffer;
  mutate(whole: Buffer, roll: Dice): Buffer;
}

const practice = () => repWorkbook({ type: 'OP', rows: 2, unclean: true }).bytes;

export const fuzzKinds: readonly FuzzKind[] = [
  { what: 'bytes of every kind of cell', whole: () => workbookOfEveryKind(), mutate: mutateBytes },
  { what: 'records of every kind of cell', whole: () => workbookOfEveryKind(false), mutate: mutateRecords },
  { what: 'bytes of a practice workbook', whole: practice, mutate: mutateBytes },
  { what: 'records of a practice workbook', whole: practice, mutate: mutateRecords },
];
