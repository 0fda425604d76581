import { unknownText } from './count-text.js';
import type { Language } from './errors.js';

/**
 * Dates for people: Thai pages show the Buddhist Era (`18 มิ.ย. 2569 06:14 น.`, in tables `18 มิ.ย. 69`), English
 * pages the Gregorian year. Thailand keeps UTC+7 all year round, so instants are moved by seven hours.
 */
const thaiMonths = [
  ['ม.ค.', 'มกราคม'],
  ['ก.พ.', 'กุมภาพันธ์'],
  ['มี.ค.', 'มีนาคม'],
  ['เม.ย.', 'เมษายน'],
  ['พ.ค.', 'พฤษภาคม'],
  ['มิ.ย.', 'มิถุนายน'],
  ['ก.ค.', 'กรกฎาคม'],
  ['ส.ค.', 'สิงหาคม'],
  ['ก.ย.', 'กันยายน'],
  ['ต.ค.', 'ตุลาคม'],
  ['พ.ย.', 'พฤศจิกายน'],
  ['ธ.ค.', 'ธันวาคม'],
] as const;
const englishMonths = [
  ['Jan', 'January'],
  ['Feb', 'February'],
  ['Mar', 'March'],
  ['Apr', 'April'],
  ['May', 'May'],
  ['Jun', 'June'],
  ['Jul', 'July'],
  ['Aug', 'August'],
  ['Sep', 'September'],
  ['Oct', 'October'],
  ['Nov', 'November'],
  ['Dec', 'December'],
] as const;
const thailandOffsetMs = 7 * 60 * 60 * 1000;

/** Year of a Gregorian year as the language shows it. */
export function yearText(gregorianYear: number, language: Language): string {
  return String(language === 'th' ? gregorianYear + 543 : gregorianYear);
}

/** Name of month 1 to 12. */
export function monthName(month: number, language: Language, long = false): string {
  const names = (language === 'th' ? thaiMonths : englishMonths)[month - 1];
  return names?.[long ? 1 : 0] ?? unknownText;
}

/** `2025-10` becomes `ต.ค. 68` or `Oct 25`; with `long` `ตุลาคม 2568` or `October 2025`. */
export function monthText(month: string, language: Language, long = false): string {
  const year = yearText(Number(month.slice(0, 4)), language);
  return `${monthName(Number(month.slice(5, 7)), language, long)} ${long ? year : year.slice(-2)}`;
}

/** A Gregorian day `YYYY-MM-DD` becomes `18 มิ.ย. 2569`, short `18 มิ.ย. 69`; English `18 Jun 2026`. */
export function dayText(day: string | null, language: Language, short = false): string {
  if (day === null) return unknownText;
  const year = yearText(Number(day.slice(0, 4)), language);
  const name = monthName(Number(day.slice(5, 7)), language);
  return `${Number(day.slice(8, 10))} ${name} ${short && language === 'th' ? year.slice(-2) : year}`;
}

/** The clock time in Thailand of an instant: `YYYY-MM-DD HH:MM:SS`. */
export function wallClockOf(instant: string | Date): string {
  const time = typeof instant === 'string' ? Date.parse(instant) : instant.getTime();
  return new Date(time + thailandOffsetMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** The Gregorian day in Thailand of an instant. */
export function dayOf(instant: string | Date): string {
  return wallClockOf(instant).slice(0, 10);
}

/** The instant at which clocks in Thailand show a Gregorian day `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; null where none does. */
export function instantOfClock(text: string): Date | null {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?$/.exec(text);
  const time = Date.parse(`${parts?.[1]}T${parts?.[2] ?? '00:00'}:00+07:00`);
  if (parts === null || Number.isNaN(time)) return null;
  const at = new Date(time);
  // The 31st of a shorter month is read as a day of the next.
  return dayOf(at) === parts[1] ? at : null;
}

/** Whether `instantOfClock` reads it, as a year of our days: one of the Buddhist Era is a mistake here. */
export function isClock(text: string): boolean {
  return instantOfClock(text) !== null && text >= '1950' && text < '2150';
}

/** Hour and minute in Thailand of an instant, e.g. `14:05`. */
export function hourText(instant: string | Date): string {
  return wallClockOf(instant).slice(11, 16);
}

/** An instant becomes `18 มิ.ย. 2569 06:14 น.`, short `18 มิ.ย. 69 06:14`. */
export function instantText(instant: string | null, language: Language, short = false): string {
  return instant === null ? unknownText : clockText(wallClockOf(instant), language, short);
}

/** A clock time in Thailand `YYYY-MM-DD HH:MM:SS`, written as `instantText` writes instants. */
export function clockText(wall: string | null, language: Language, short = false): string {
  if (wall === null) return unknownText;
  const time = wall.slice(11, 16);
  const tail = language === 'th' && !short ? ' น.' : '';
  return `${dayText(wall.slice(0, 10), language, short)} ${time}${tail}`;
}

/** What `instantOfClock` reads, in words: a day, or a moment of it. */
export function sinceText(text: string, language: Language): string {
  return text.includes('T') ? clockText(text.replace('T', ' '), language) : dayText(text, language);
}

/** Milliseconds as `0.4 วินาที`, `38 วินาที`, `1:46 นาที` or `1:02 ชั่วโมง`. */
export function durationText(ms: number | null, language: Language): string {
  if (ms === null) return unknownText;
  const word = (th: string, en: string) => (language === 'th' ? th : en);
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} ${word('วินาที', 's')}`;
  if (seconds < 60) return `${Math.round(seconds)} ${word('วินาที', 's')}`;
  const clock = (large: number, small: number) => `${large}:${String(small).padStart(2, '0')}`;
  if (seconds < 3600)
    return `${clock(Math.floor(seconds / 60), Math.floor(seconds % 60))} ${word('นาที', 'min')}`;
  return `${clock(Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60))} ${word('ชั่วโมง', 'h')}`;
}
