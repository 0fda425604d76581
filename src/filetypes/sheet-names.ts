import { storableText } from '../domain/clean-text.js';
import type { WorkbookSheet } from './workbook-reader.js';

/** Excel takes 31 characters; what is longer comes from a damaged file. */
const longest = 60;

/**
 * Names by which rows and problems say their sheet, in the order of the sheets: as written, but without what no database
 * takes, never longer than its column, and each once. Excel makes no others; damaged files and other programs do.
 */
export function sheetNames(sheets: readonly Pick<WorkbookSheet, 'name'>[]): string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }) => {
    const letters = [...storableText(name).trimEnd()];
    const own = letters.length > longest ? `${letters.slice(0, longest).join('')}…` : letters.join('');
    let free = own;
    for (let time = 2; taken.has(free); time += 1) free = `${own} (${time})`;
    taken.add(free);
    return free;
  });
}
