import { unknownText, withCommas } from './count-text.js';
import { roundHalfUp } from './round-half-up.js';

/** Exact baht of a decimal text, e.g. `-1234.5` becomes `−1,234.50`; null becomes `–` (zero stays `0.00`). */
export function bahtText(amount: string | null): string {
  if (amount === null) return unknownText;
  const [whole = '0', decimals = ''] = amount.split('.');
  return withCommas(`${whole}.${decimals.padEnd(2, '0').slice(0, 2)}`);
}

export type BahtUnit = 'baht' | 'million';

/**
 * The large number of a card: millions with two places from a million baht on, whole baht below.
 * The exact amount always stands beside it.
 */
export function shortBahtText(amount: string | null): { readonly text: string; readonly unit: BahtUnit } {
  if (amount === null) return { text: unknownText, unit: 'baht' };
  if (Math.abs(Number(amount)) >= 1_000_000)
    return { text: withCommas(roundHalfUp(amount, 2, -6)), unit: 'million' };
  return { text: withCommas(roundHalfUp(amount, 0)), unit: 'baht' };
}
