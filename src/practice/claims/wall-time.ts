/**
 * Thai clock time as text `YYYY-MM-DD HH:MM:SS` with a Gregorian year, and the forms in which NHSO writes it.
 * No time zone takes part: the practice data is all Thai time.
 */

/** `days` later than a day or time; the clock time stays. */
export function daysLater(wall: string, days: number): string {
  const day = new Date(`${wall.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10) + wall.slice(10);
}

/** `YYYY-MM` of the month `count` months later. */
export function monthsLater(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

export function daysOfMonth(month: string): number {
  return Number(daysLater(`${monthsLater(month, 1)}-01`, -1).slice(8, 10));
}

/** Year of the Buddhist Era. */
export function buddhistYear(wall: string): number {
  return Number(wall.slice(0, 4)) + 543;
}

/** `dd/mm/yyyy HH:MM:SS`, Gregorian: dates of Detail (formats/README 1.6). */
export function gregorianText(wall: string): string {
  return `${wall.slice(8, 10)}/${wall.slice(5, 7)}/${wall.slice(0, 4)}${wall.slice(10)}`;
}

/** `dd/mm/yyyy`, Buddhist Era: dates of the item sheets (formats/README 1.6). */
export function buddhistDayText(wall: string): string {
  return `${wall.slice(8, 10)}/${wall.slice(5, 7)}/${buddhistYear(wall)}`;
}

/** `dd/mm/yyyy HH:MM:SS`, Buddhist Era: dates of the portal's pages. */
export function buddhistText(wall: string): string {
  return buddhistDayText(wall) + wall.slice(10);
}
