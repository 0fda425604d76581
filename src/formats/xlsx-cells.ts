import type { RowTexts } from '../db/db.js';
import type { CellKind, ExportColumn } from '../domain/export-column.js';

/** Numbers of the formats in xlsx-parts: the style of a cell. */
export const styles = { text: 1, quoted: 2, baht: 3, weight: 4, day: 5, head: 6 } as const;

// XML has no such characters; workbooks write them by their number, and so what looks like such a number.
// A carriage return would come back as a line feed, and before a line feed not at all.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
const unwritable = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[\da-f]{4}_)/gi;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
const special = /[&<>\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_x/i;

function numbered(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

export function xmlText(text: string): string {
  if (!special.test(text)) return text;
  return text
    .replace(unwritable, numbered)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** A, B … Z, AA …; the first column is 0. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

const dayMs = 86_400_000;
const firstDay = Date.UTC(1899, 11, 30);

/** The number of a day as spreadsheets count; null before March 1900, where they count a day that there was not. */
export function dayNumber(day: string): number | null {
  const number = (Date.parse(`${day}T00:00:00Z`) - firstDay) / dayMs;
  return Number.isInteger(number) && number > 60 ? number : null;
}

function textCell(place: string, text: string, style: number): string {
  // Somebody who edits a cell that begins so would turn it into a formula; the mark of a quoted text keeps it one.
  const kept = /^[=+\-@]/.test(text) ? styles.quoted : style;
  return `<c r="${place}" s="${kept}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

const numberCell = (place: string, number: string | number, style: number) =>
  `<c r="${place}" s="${style}"><v>${number}</v></c>`;

const cells: Readonly<Record<CellKind, (place: string, value: string) => string>> = {
  text: (place, value) => textCell(place, value, 0),
  identifier: (place, value) => textCell(place, value, styles.text),
  count: (place, value) => numberCell(place, value, 0),
  baht: (place, value) => numberCell(place, value, styles.baht),
  weight: (place, value) => numberCell(place, value, styles.weight),
  day(place, value) {
    const number = dayNumber(value);
    return number === null ? textCell(place, value, styles.text) : numberCell(place, number, styles.day);
  },
  flag: (place, value) => `<c r="${place}" t="b"><v>${value === '1' ? 1 : 0}</v></c>`,
};

/** Writes rows of these columns; an empty cell is left out. */
export function rowWriter(columns: readonly ExportColumn[]): (row: RowTexts, number: number) => string {
  const writers = columns.map(({ kind }, index) => ({ letters: columnLetters(index), write: cells[kind] }));
  return (row, number) => {
    let text = `<row r="${number}">`;
    writers.forEach(({ letters, write }, index) => {
      const value = row[index];
      if (value !== null && value !== undefined && value !== '') text += write(letters + number, value);
    });
    return `${text}</row>`;
  };
}

export function headRow(columns: readonly ExportColumn[]): string {
  const names = columns.map(({ name }, index) => textCell(`${columnLetters(index)}1`, name, styles.head));
  return `<row r="1">${names.join('')}</row>`;
}
