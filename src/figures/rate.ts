/**
 * A rate as decimal text with six places, rounded half up (away from zero below it); null where the divisor is 0.
 * Both parts in the same whole unit, e.g. satang or claims.
 */
export function rate(part: bigint, whole: bigint): string | null {
  if (whole === 0n) return null;
  const negative = part < 0n !== whole < 0n && part !== 0n;
  const size = (value: bigint) => (value < 0n ? -value : value);
  const millionths = (size(part) * 2_000_000n + size(whole)) / (size(whole) * 2n);
  const sign = negative && millionths !== 0n ? '-' : '';
  return `${sign}${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`;
}
