import type { SchemeCode } from '../../domain/scheme.js';

/** What a listing is asked for: calendar month, Buddhist Era year, scheme. */
export interface ListingMonth {
  readonly month: number;
  readonly yearBe: number;
  readonly scheme: SchemeCode;
}

/** Month and Buddhist Era year on the clock in Thailand. */
export function thaiMonth(now: Date): { month: number; yearBe: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Bangkok',
    year: 'numeric',
    month: 'numeric',
  }).formatToParts(now);
  const part = (type: 'year' | 'month') => Number(parts.find((one) => one.type === type)?.value);
  return { month: part('month'), yearBe: part('year') + 543 };
}

/** Address of a listing; `ye` is taken as a calendar year (formats/README 4, no. 30: assumed). */
export function listingAddress(base: URL, { month, yearBe, scheme }: ListingMonth): URL {
  const url = new URL('/webComponent/validation/ValidationMainAction.do', base);
  url.search = new URLSearchParams({ mo: String(month), ye: String(yearBe), maininscl: scheme }).toString();
  return url;
}

/** What an account needs a right to, as messages say it. */
export function rightTo({ scheme }: ListingMonth): string {
  return `REP ${scheme.toUpperCase()}`;
}
