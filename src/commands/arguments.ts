import type { Language } from '../domain/errors.js';
import { isSchemeCode, type SchemeCode, schemeCodes } from '../domain/scheme.js';
import { UsageError } from './command.js';

/** First and last year (Buddhist Era) that the portal can hold; e-Claim began in 2546. */
const firstYear = 2546;
const lastYear = 2699;

function wholeNumber(text: string): number | null {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : null;
}

/** A year in Buddhist Era, given as `--NAME`; a Gregorian one is refused with the right one as a hint. */
export function readBuddhistYear(name: string, text: string): number {
  const year = wholeNumber(text);
  if (year !== null && year >= firstYear && year <= lastYear) return year;
  const meant = year !== null && year >= firstYear - 543 && year <= lastYear - 543 ? year + 543 : null;
  throw new UsageError({
    th: `--${name} เป็นปี พ.ศ. ${text} ใช้ไม่ได้${meant ? ` · หมายถึง ${meant} หรือไม่` : ' · ตัวอย่าง 2569'}`,
    en: `--${name} is a year of the Buddhist Era, ${text} is not valid.${meant ? ` Did you mean ${meant}?` : ' Example: 2569'}`,
  });
}

export function readMonth(text: string): number {
  const month = wholeNumber(text);
  if (month !== null && month >= 1 && month <= 12) return month;
  throw new UsageError({
    th: `--month ต้องเป็น 1 ถึง 12 ไม่ใช่ ${text}`,
    en: `--month must be 1 to 12, not ${text}`,
  });
}

/** `ucs,ofc`, also given several times; empty = none named. */
export function readSchemes(texts: readonly string[]): SchemeCode[] {
  const names = texts.flatMap((text) => text.split(',')).map((name) => name.trim().toLowerCase());
  const codes: SchemeCode[] = [];
  for (const name of names.filter((name) => name !== '')) {
    if (!isSchemeCode(name))
      throw new UsageError({
        th: `ไม่มีสิทธิ ${name} · ที่มีคือ ${schemeCodes.join(', ')}`,
        en: `There is no scheme ${name}. Known are ${schemeCodes.join(', ')}`,
      });
    if (!codes.includes(name)) codes.push(name);
  }
  return codes;
}

/** A day `YYYY-MM-DD`, Gregorian; a Buddhist year is refused with the right day as a hint. */
export function readDay(name: string, text: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  const date = match ? new Date(`${text.trim()}T00:00:00Z`) : null;
  const exists = date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.trim());
  if (match && Number(match[1]) >= 2400) {
    const meant = `${Number(match[1]) - 543}-${match[2]}-${match[3]}`;
    throw new UsageError({
      th: `--${name} เป็นวันที่ ค.ศ. · หมายถึง ${meant} หรือไม่`,
      en: `--${name} is a Gregorian date. Did you mean ${meant}?`,
    });
  }
  if (exists) return text.trim();
  throw new UsageError({
    th: `--${name} ต้องเป็นวันที่ที่มีจริง เช่น 2025-10-01 ไม่ใช่ ${text}`,
    en: `--${name} must be a day that exists, e.g. 2025-10-01, not ${text}`,
  });
}

export function readLanguage(text: string | null): Language {
  if (text === null) return 'th';
  if (text === 'th' || text === 'en') return text;
  throw new UsageError({
    th: `--lang ต้องเป็น th หรือ en ไม่ใช่ ${text}`,
    en: `--lang must be th or en, not ${text}`,
  });
}
