import { z } from 'zod';
import { InvalidRequest } from '../errors.js';

/** Buddhist Era is refused in days and months of the API; what is no day at all is told so by its own rule. */
export const isGregorian = (text: string): boolean => !/^(?:2[4-9]|[3-9]\d)\d{2}-/.test(text);
export const buddhistYear = 'is of the Buddhist Era; years here are Gregorian';

/** A day of a parameter, YYYY-MM-DD. */
export const gregorianDay = z.iso.date().refine(isGregorian, buddhistYear).optional();

/** Days between which there is none would be answered with nothing, as if there were none of what is asked. Throws InvalidRequest. */
export function checkDays({
  from,
  to,
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): void {
  if (from === undefined || to === undefined || from < to) return;
  const detail = 'must be after from: it is the day that is no longer counted';
  throw new InvalidRequest('invalid_parameter', { name: 'to' }, [{ parameter: 'to', detail }]);
}
