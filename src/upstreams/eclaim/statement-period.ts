import { monthName } from '../../domain/thai-date.js';

/** Month of service, calendar month and Buddhist Era year. */
export interface StatementMonth {
  readonly month: number;
  readonly yearBe: number;
}

/**
 * Years (Gregorian) to ask the list of statements with, one after the other, until one of them lists the month. The
 * portal does not say whether its `year` is the fiscal or the calendar year (protocol 8: the reference sends the fiscal
 * year); from October to December the two differ, and the month that each row names decides. Change it here when a real
 * list has shown which it is.
 */
export function yearsToAsk({ month, yearBe }: StatementMonth): readonly number[] {
  const calendar = yearBe - 543;
  return month >= 10 ? [calendar + 1, calendar] : [calendar];
}

const names = Array.from({ length: 12 }, (_, index) => monthName(index + 1, 'th', true));

/** `พฤศจิกายน 2568` in one of the texts; null where none of them is a month. */
export function monthOfService(texts: readonly string[]): StatementMonth | null {
  for (const text of texts) {
    const [, name = '', yearText = ''] = /^(\S+)\s+(?:พ\.ศ\.\s*)?(\d{4})$/.exec(text) ?? [];
    const month = names.indexOf(name.normalize('NFC')) + 1;
    const year = Number(yearText);
    if (month > 0) return { month, yearBe: year >= 2400 ? year : year + 543 };
  }
  return null;
}
