import { rollups } from '../store/rollup-tables.js';
import { paymentDifferences } from '../store/verified-payments.js';
import { postingDifferences } from '../store/verified-postings.js';
import {
  countSums,
  monthsWithSums,
  type RollupDifference,
  rollupDifferences,
} from '../store/verified-rollups.js';
import { step, type VerifyGround } from './verify-check.js';

const flags: Readonly<Record<string, string>> = {
  is_denied: 'denied',
  first_denied: 'first denied',
  has_appeal: 'appealed',
  is_first: 'first column',
};

/** A column of a derived table is true on one dialect and 1 on another. */
const isYes = (value: string | undefined) => value === 'true' || value === '1';

/** `2025-10 99999 UCS OP fund, denied no, …` */
function placeOf({ group }: RollupDifference): string {
  const words = Object.entries(group).filter(([name, value]) => !(name in flags) && value !== '');
  const asked = Object.entries(flags).filter(([name]) => name in group);
  const marks = asked.map(([name, word]) => `${word} ${isYes(group[name]) ? 'yes' : 'no'}`);
  return [words.map(([, value]) => value).join(' '), ...marks].join(', ');
}

/** That what is kept of payment columns is what the Detail rows have. */
async function verifyPayments({ view, tell }: VerifyGround): Promise<void> {
  for (const { fileId, kind, what, expected, found } of await paymentDifferences(view))
    tell({
      code: 'verify_sums_differ',
      fileId,
      file: `file ${fileId}`,
      place: `claim_payment ${kind} file ${fileId}: ${what}`,
      expected,
      found,
    });
}

/** That claims are found by the codes and payment columns that their rows have. */
async function verifyPostings({ view, tell }: VerifyGround): Promise<void> {
  for (const { trait, expected, found, agreeing } of await postingDifferences(view)) {
    const place = `claim_postings ${trait}`;
    const of = { code: 'verify_sums_differ', fileId: null, file: null } as const;
    tell(
      expected === found
        ? {
            ...of,
            place: `${place}: claims kept as they are`,
            expected: String(found),
            found: String(agreeing),
          }
        : { ...of, place: `${place}: claims`, expected: String(expected), found: String(found) },
    );
  }
}

/** That the sums which figures read are those of the claims, to the satang. Answers how many rows of sums. */
export async function verifySums(ground: VerifyGround): Promise<number> {
  const { view, tell } = ground;
  let compared = 0;
  await verifyPayments(ground);
  await verifyPostings(ground);
  const months = await monthsWithSums(view);
  for (const [index, month] of months.entries()) {
    step(ground, index, months.length);
    for (const rollup of rollups) {
      compared += await countSums(view, rollup, month);
      for (const difference of await rollupDifferences(view, rollup, month))
        for (const { name, expected, found } of difference.measures)
          tell({
            code: 'verify_sums_differ',
            fileId: null,
            file: null,
            place: `${rollup.table} ${placeOf(difference)}: ${name}`,
            expected,
            found,
          });
    }
  }
  return compared;
}
