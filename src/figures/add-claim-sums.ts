import { bahtOf, satangOf } from '../domain/satang.js';
import type { ClaimSums } from './claim-sums.js';

/** Sums that may be added up; different patients may not: one may come in two groups. */
export type AddableSums = Omit<ClaimSums, 'patients'>;

type CountName = 'claims' | 'denied' | 'firstPassed' | 'appealed' | 'adjrwClaims';
type BahtName = Exclude<keyof AddableSums, CountName | 'adjrw'>;

/** The sums of several groups that have no claim in common, exact; of nothing they are nothing. */
export function addClaimSums(parts: Iterable<AddableSums>): AddableSums {
  const all = [...parts];
  const added = (name: BahtName) => bahtOf(all.reduce((sum, part) => sum + satangOf(part[name]), 0n));
  const counted = (name: CountName) => all.reduce((sum, part) => sum + part[name], 0);
  return {
    claims: counted('claims'),
    denied: counted('denied'),
    firstPassed: counted('firstPassed'),
    appealed: counted('appealed'),
    adjrwClaims: counted('adjrwClaims'),
    claimed: added('claimed'),
    reimbursed: added('reimbursed'),
    deniedClaimed: added('deniedClaimed'),
    loss: added('loss'),
    firstReimbursed: added('firstReimbursed'),
    appealedReimbursed: added('appealedReimbursed'),
    appealedFirstReimbursed: added('appealedFirstReimbursed'),
    adjrw: weightOf(all.reduce((sum, { adjrw }) => sum + partsOfWeight(adjrw), 0n)),
  };
}

/** A weight with four places in its ten-thousandth parts. */
export function partsOfWeight(weight: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(weight);
  if (!match) throw new RangeError('not a weight');
  const [, sign = '', whole = '0', part = ''] = match;
  const size = BigInt(whole) * 10_000n + BigInt(part.padEnd(4, '0'));
  return sign === '-' ? -size : size;
}

function weightOf(parts: bigint): string {
  const size = parts < 0n ? -parts : parts;
  return `${parts < 0n ? '-' : ''}${size / 10_000n}.${String(size % 10_000n).padStart(4, '0')}`;
}
