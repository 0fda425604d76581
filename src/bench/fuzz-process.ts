/** Reads mutated workbooks with both readers and tells each end; started by fuzz.ts, which ends it when SheetJS hangs. */
import { checkWorkbook } from '../filetypes/check-workbook.js';
import { ReadFailure } from '../filetypes/read-failure.js';
import { dice } from '../testing/workbook-mutations.js';
import { refereeWorkbook, unexplained } from '../testing/workbook-referee.js';
import { type FuzzAnswer, fuzzKinds } from './fuzz-messages.js';

const [kindNumber = 0, from = 0, to = 0] = process.argv.slice(2).map(Number);
const kind = fuzzKinds[kindNumber];
if (!kind) throw new RangeError(`no kind ${kindNumber}`);

/** A seed of its own for each file: one that is found can be made again without the others. */
const seedOf = (round: number) => 20_690_101 + round * 7919;

function endOf(bytes: Buffer): Pick<FuzzAnswer, 'end' | 'wrong'> {
  try {
    checkWorkbook(bytes);
  } catch (error) {
    if (error instanceof ReadFailure) return { end: 'refused', wrong: null };
    throw error;
  }
  const verdict = refereeWorkbook(bytes);
  const wrong = unexplained(verdict);
  if (wrong !== null) return { end: 'wrong', wrong };
  return { end: verdict.kind === 'different' ? 'wrong' : verdict.kind, wrong: null };
}

// SheetJS tells the console of records that it does not know.
console.error = () => undefined;
const whole = kind.whole();
for (let round = from; round < to; round += 1) {
  const answer: FuzzAnswer = { round, ...endOf(kind.mutate(whole, dice(seedOf(round)))) };
  // Waited for: a file that hangs must be known by the one before it.
  await new Promise<void>((resolve) => process.send?.(answer, () => resolve()));
}
process.disconnect();
