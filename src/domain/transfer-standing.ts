import { satangOf } from './satang.js';

/** How far the money of statements has been transferred: a mark beside what statements say, never instead of it. */
export const transferStandings = ['not_yet', 'in_part', 'in_full'] as const;
export type TransferStanding = (typeof transferStandings)[number];

/** One satang either way still agrees. */
const toleranceSatang = 1n;

/** The statements of one period against SMT's amounts that name it, in baht; `transferred` null = no transfer names it. */
export function transferStanding(due: string, transferred: string | null): TransferStanding {
  const owed = satangOf(due);
  const isPaid = satangOf(transferred ?? '0.00') >= owed - toleranceSatang;
  if (transferred === null) return isPaid && owed <= 0n ? 'in_full' : 'not_yet';
  return isPaid ? 'in_full' : 'in_part';
}

/** The mark of a claim that stands in several statements; null where it stands in none. */
export function transferStandingOf(each: readonly TransferStanding[]): TransferStanding | null {
  const [first] = each;
  if (first === undefined) return null;
  return each.every((one) => one === first) ? first : 'in_part';
}
