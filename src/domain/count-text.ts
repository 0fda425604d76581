import { roundHalfUp } from './round-half-up.js';

/** Numbers as people read them: Arabic digits, a comma every three, a true minus, `–` for what is not known. */
export const unknownText = '–';

/** `-1234` becomes `−1,234`; null becomes `–`. */
export function countText(count: number | null): string {
  return count === null ? unknownText : withCommas(String(Math.trunc(count)));
}

/** A rate as text with six places, e.g. `0.067123`, becomes `6.7%`; null becomes `–`. */
export function percentText(rate: string | null, places = 1): string {
  return rate === null ? unknownText : `${withTrueMinus(roundHalfUp(rate, places, 2))}%`;
}

/** Difference of two rates in percentage points without its sign, e.g. `0.4`; null where one is not known. */
export function pointsText(now: string | null, before: string | null): string | null {
  if (now === null || before === null) return null;
  const millionths = (rate: string) => BigInt(roundHalfUp(rate, 0, 6));
  const points = millionths(now) - millionths(before);
  return roundHalfUp(String(points < 0n ? -points : points), 1, -4);
}

/** Bytes as `312.8 kB` or `1.2 MB`; exact below a thousand. */
export function bytesText(bytes: number | null): string {
  if (bytes === null) return unknownText;
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Puts the commas in and the true minus before a plain decimal text. */
export function withCommas(number: string): string {
  const [whole = '', decimals] = withTrueMinus(number).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** A minus as wide as a digit; none before a zero. */
function withTrueMinus(number: string): string {
  if (!number.startsWith('-')) return number;
  const bare = number.slice(1);
  return /^[0.]+$/.test(bare) ? bare : `−${bare}`;
}
