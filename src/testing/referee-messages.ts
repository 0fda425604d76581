import { z } from 'zod';
import { repWorkbook } from '../practice/rep-workbook.js';
import { workbookOfEveryKind } from './biff8-samples.js';
import { type Dice, dice, mutateBytes, mutateRecords } from './workbook-mutations.js';

/** Where a mutated workbook ends: refused before it is read, or what both readers make of it. */
export const refereeEnd = z.enum([
  'refused',
  'equal',
  'both fail',
  'left to SheetJS',
  'only ours fails',
  'only SheetJS fails',
  'wrong',
]);

/** What the process that reads tells of each file; `wrong` says what no list explains. */
export const refereeAnswer = z.object({
  round: z.number().int(),
  end: refereeEnd,
  wrong: z.string().nullable(),
});
export type RefereeAnswer = z.infer<typeof refereeAnswer>;

export interface MutationKind {
  readonly what: string;
  whole(): Buffer;
  mutate(whole: Buffer, roll: Dice): Buffer;
}

const practice = () => repWorkbook({ type: 'OP', rows: 2, unclean: true }).bytes;

export const mutationKinds: readonly MutationKind[] = [
  { what: 'bytes of every kind of cell', whole: () => workbookOfEveryKind(), mutate: mutateBytes },
  { what: 'records of every kind of cell', whole: () => workbookOfEveryKind(false), mutate: mutateRecords },
  { what: 'bytes of a practice workbook', whole: practice, mutate: mutateBytes },
  { what: 'records of a practice workbook', whole: practice, mutate: mutateRecords },
];

/** A seed of its own for each file: one that is found can be made again without the others. */
const seedOf = (round: number) => 20_690_101 + round * 7919;

/** The broken workbook of this round; `whole` is the kind's. */
export function mutated(kind: MutationKind, whole: Buffer, round: number): Buffer {
  return kind.mutate(whole, dice(seedOf(round)));
}
