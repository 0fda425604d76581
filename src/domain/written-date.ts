/**
 * Days and clock times as NHSO writes them. A year of 2400 or more is Buddhist Era: 543 is taken off before the
 * day is checked, since 29 February exists by the Gregorian year (formats/README 1.6).
 */
import { asciiDigits } from './clean-text.js';

/** Gregorian, as written on the clock in Thailand; hour to second are null where no time stood. */
export interface WrittenTime {
  /** YYYY-MM-DD */
  readonly day: string;
  /** HH:MM:SS */
  readonly time: string | null;
}

const clock = String.raw`(?:[\sT]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?(?:\s*น\.?)?)?`;
const dayFirst = new RegExp(String.raw`^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})${clock}$`, 'u');
const yearFirst = new RegExp(String.raw`^(\d{4})([/-])(\d{1,2})\2(\d{1,2})${clock}$`, 'u');

/** Gregorian year of a year that may be Buddhist Era. */
export function gregorianYear(year: number): number {
  return year >= 2400 ? year - 543 : year;
}

/** Day of a Buddhist or Gregorian year, as YYYY-MM-DD (Gregorian); null if there is no such day in 1900–2199. */
export function gregorianDay(year: number, month: number, day: number): string | null {
  const gregorian = gregorianYear(year);
  if (gregorian < 1900 || gregorian > 2199) return null;
  const date = new Date(Date.UTC(gregorian, month - 1, day));
  if (date.getUTCFullYear() !== gregorian || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return null;
  return date.toISOString().slice(0, 10);
}

function clockTime(hour: number, minute: number, second: number): string | null {
  if (hour > 23 || minute > 59 || second > 59) return null;
  return [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Reads `dd/mm/yyyy[ HH:MM[:SS]]` and the ISO form, Thai digits too; null where it is not a date that exists. */
export function readWrittenTime(text: string): WrittenTime | null {
  const plain = asciiDigits(text.trim());
  const first = dayFirst.exec(plain);
  const match = first ?? yearFirst.exec(plain);
  if (!match) return null;
  const [, a, , month, b, hour, minute, second] = match;
  const day = gregorianDay(Number(first ? b : a), Number(month), Number(first ? a : b));
  if (day === null) return null;
  if (hour === undefined) return { day, time: null };
  const time = clockTime(Number(hour), Number(minute), Number(second ?? 0));
  return time === null ? null : { day, time };
}

/**
 * Reads Excel's count of days. A date typed in Buddhist Era without Excel knowing it (year 2569) is recognised by
 * its year. `date1904`: the workbook counts from 1904.
 */
export function readSerialTime(serial: number, date1904: boolean): WrittenTime | null {
  if (!Number.isFinite(serial) || serial < 1) return null;
  // Excel counts a 29 February 1900 that never was: days before 1 March 1900 are one later.
  const days = date1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const seconds = Math.round((days - 25569) * 86400);
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return null;
  const day = gregorianDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  if (day === null) return null;
  const time = date.toISOString().slice(11, 19);
  return { day, time: time === '00:00:00' ? null : time };
}
