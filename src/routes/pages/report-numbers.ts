import { bahtOf, satangOf } from '../../domain/satang.js';
import { type AddableSums, partsOfWeight } from '../../figures/add-claim-sums.js';
import { rate } from '../../figures/rate.js';
import type { ReportSums } from '../../services/read-report.js';

/** The quotients of the report, as the figures of these names define them; null = nothing to divide by. */
export const denialRateOf = (sums: AddableSums) => rate(BigInt(sums.denied), BigInt(sums.claims));
export const deniedAmountRateOf = (sums: AddableSums) =>
  rate(satangOf(sums.deniedClaimed), satangOf(sums.claimed));
export const reimbursementRateOf = (sums: AddableSums) =>
  rate(satangOf(sums.reimbursed), satangOf(sums.claimed));
export const lossRateOf = (sums: AddableSums) => rate(satangOf(sums.loss), satangOf(sums.claimed));
export const firstPassRateOf = (sums: AddableSums) => rate(BigInt(sums.firstPassed), BigInt(sums.claims));

/** Baht that appeals brought; null where no claim was appealed. */
export function appealRecoveryOf(sums: AddableSums): string | null {
  if (sums.appealed === 0) return null;
  return bahtOf(satangOf(sums.appealedReimbursed) - satangOf(sums.appealedFirstReimbursed));
}

/** Baht reimbursed for a bed in a month, two places; null without beds or claims. */
export function perBedOf(sums: ReportSums, beds: number | null): string | null {
  if (beds === null || sums.claims === 0) return null;
  const perBed = rate(satangOf(sums.reimbursed), BigInt(beds * sums.months * 100));
  return perBed === null ? null : Number(perBed).toFixed(2);
}

/** Σ AdjRW ÷ inpatient claims that state one. */
export function caseMixOf({ kinds }: ReportSums): string | null {
  const ip = kinds.get('ip');
  return ip === undefined ? null : rate(partsOfWeight(ip.adjrw), BigInt(ip.adjrwClaims) * 10_000n);
}
