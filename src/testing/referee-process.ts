/** Reads mutated workbooks with both readers and tells each end; referee-rounds.ts ends it when SheetJS hangs. */
import { checkWorkbook } from '../filetypes/check-workbook.js';
import { ReadFailure } from '../filetypes/read-failure.js';
import { mutated, mutationKinds, type RefereeAnswer } from './referee-messages.js';
import { refereeWorkbook, unexplained } from './workbook-referee.js';

const [kindNumber = 0, from = 0, to = 0] = process.argv.slice(2).map(Number);
const kind = mutationKinds[kindNumber];
if (!kind) throw new RangeError(`no kind ${kindNumber}`);

function endOf(bytes: Buffer): Pick<RefereeAnswer, 'end' | 'wrong'> {
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
  const answer: RefereeAnswer = { round, ...endOf(mutated(kind, whole, round)) };
  // Waited for: a file that hangs must be known by the one before it.
  await new Promise<void>((resolve) => process.send?.(answer, () => resolve()));
}
process.disconnect();
