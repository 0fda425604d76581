import type { Value } from './db.js';

/** Checks at the border what the `sql` tag was given: it takes anything, the drivers do not. */
export function checkedValue(value: unknown): Value {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) {
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      throw new TypeError('a number beyond 2^53 was given to the database');
    return value;
  }
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(
    `the database takes no ${value instanceof Date ? 'invalid Date' : value === undefined ? 'undefined' : `value like ${typeof value}`}`,
  );
}

/** An instant as all dialects read it in a session that runs in UTC: `YYYY-MM-DD HH:MM:SS.mmm`. */
export function instantText(date: Date): string {
  return date.toISOString().replace('T', ' ').replace('Z', '');
}

/** An instant as it comes back: `YYYY-MM-DD HH:MM:SS[.f…][+00]` to `YYYY-MM-DDTHH:MM:SS.ffffffZ`. */
export function instantFromText(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:\+00)?$/.exec(text);
  if (!match) throw new RangeError(`the database answered an instant that is not in UTC: ${text}`);
  const [, day = '', time = '', fraction = ''] = match;
  return `${day}T${time}.${fraction.padEnd(6, '0')}Z`;
}

/** A bigint, as number. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a whole number of the database is beyond 2^53');
  return value;
}

/**
 * A decimal: text with all its places. Without places it is a sum of whole numbers, which PostgreSQL answers as bigint
 * or numeric and MySQL as decimal: a number, so that both are equal.
 */
export function decimalText(text: string): string | number {
  return text.includes('.') ? text : wholeNumber(text);
}
