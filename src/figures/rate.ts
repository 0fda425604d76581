/**
 * A quotient as decimal text with so many places, rounded half up (away from zero below it); null where the divisor is 0.
 * Both parts in the same whole unit, e.g. satang or claims.
 */
export function quotient(part: bigint, whole: bigint, places: number): string | null {
  if (whole === 0n) return null;
  const unit = 10n ** BigInt(places);
  const negative = part < 0n !== whole < 0n && part !== 0n;
  const size = (value: bigint) => (value < 0n ? -value : value);
  const pieces = (size(part) * 2n * unit + size(whole)) / (size(whole) * 2n);
  const sign = negative && pieces !== 0n ? '-' : '';
  return `${sign}${pieces / unit}.${String(pieces % unit).padStart(places, '0')}`;
}

/** A rate: a quotient with six places. */
export function rate(part: bigint, whole: bigint): string | null {
  return quotient(part, whole, 6);
}
