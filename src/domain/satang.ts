/**
 * Exact sums of money. A baht amount travels as decimal text with two places (`-1234.50`); sums are made in whole
 * satang as bigint, so that no rounding is possible at any size.
 */

const amount = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;

/** Satang of a baht text; throws a RangeError on anything that is not a decimal with at most two places. */
export function satangOf(baht: string): bigint {
  const match = amount.exec(baht);
  if (!match) throw new RangeError('not a baht amount');
  const [, sign = '', whole = '0', part = ''] = match;
  const satang = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
  return sign === '-' ? -satang : satang;
}

/** Baht text with two places. */
export function bahtOf(satang: bigint): string {
  const size = satang < 0n ? -satang : satang;
  return `${satang < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
}

/** Sum in which a missing part counts as 0; null when every part is missing. */
export function addBaht(...parts: readonly (string | null)[]): string | null {
  const known = parts.filter((part): part is string => part !== null);
  if (known.length === 0) return null;
  return bahtOf(known.reduce((sum, part) => sum + satangOf(part), 0n));
}

/** a − b, null if one of them is missing. */
export function subtractBaht(a: string | null, b: string | null): string | null {
  return a === null || b === null ? null : bahtOf(satangOf(a) - satangOf(b));
}
