import type { ColumnRow } from '../../filetypes/file-type.js';
import { type Cell, excelDay } from '../biff8-writer.js';
import type { RepSheet } from './rep-workbook.js';

/**
 * Writes the same values as NHSO's files might: every row in another manner, by its number. A right reader gets from
 * these rows what it gets from the clean ones, but for the texts named in `remark` and `severalLines`.
 */
type Manner = (cell: Cell, column: ColumnRow) => Cell;

const blanks = [' - ', '', '   ', '-', null, '\u00a0'] as const;

function isNothing(cell: Cell): boolean {
  return cell === '-' || cell === null || cell === undefined;
}

const asBlanks: Manner = (cell, column) =>
  isNothing(cell) ? (blanks[column[0] % blanks.length] ?? null) : cell;

const asCommaText: Manner = (cell, [, , , type]) =>
  typeof cell === 'number' && type === 'money'
    ? cell.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    : cell;

const numberIds = new Set(['rep_no', 'tran_id', 'hn', 'an', 'pid']);
const asNumberIds: Manner = (cell, [, , name]) => {
  if (typeof cell !== 'string' || name === null || !numberIds.has(name) || !/^\d+$/.test(cell)) return cell;
  return cell.startsWith('0') ? { value: Number(cell), format: '0'.repeat(cell.length) } : Number(cell);
};

const dateText = /^(\d{2})\/(\d{2})\/(\d{4})(?: (\d{2}):(\d{2}):(\d{2}))?$/;

function inEra(cell: Cell, era: 'buddhist' | 'gregorian'): Cell {
  const match = typeof cell === 'string' ? dateText.exec(cell) : null;
  if (!match || typeof cell !== 'string') return cell;
  const year = Number(match[3]);
  const shift = era === 'buddhist' ? (year < 2400 ? 543 : 0) : year < 2400 ? 0 : -543;
  return `${cell.slice(0, 6)}${year + shift}${cell.slice(10)}`;
}

const asOtherEra: Manner = (cell, [, , , type]) => {
  if (type === 'wall') return inEra(cell, 'buddhist');
  return type === 'day' ? inEra(cell, 'gregorian') : cell;
};

const asExcelDate: Manner = (cell, [, , , type]) => {
  const gregorian = type === 'wall' || type === 'day' ? inEra(cell, 'gregorian') : null;
  const match = typeof gregorian === 'string' ? dateText.exec(gregorian) : null;
  if (!match) return cell;
  const [day = 0, month = 0, year = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const time = (hours * 3600 + minutes * 60 + seconds) / 86_400;
  return {
    value: excelDay(year, month, day) + time,
    format: type === 'wall' ? 'dd/mm/yyyy hh:mm:ss' : 'dd/mm/yyyy',
  };
};

const asSpaced: Manner = (cell) =>
  typeof cell === 'string' && cell.trim() !== '' && cell !== '-' ? `\u00a0 ${cell} \u00a0` : cell;

/** SARA AM as two code points (NIKHAHIT, SARA AA). */
const asTwoCodePoints: Manner = (cell) => (typeof cell === 'string' ? cell.replaceAll('ำ', 'ํา') : cell);

/** 300 characters, with SARA AM in both spellings. */
export const longRemark = 'ข้อความหมายเหตุยาวจำนวนมาก '.repeat(12).slice(0, 300);
const asLongRemark: Manner = (cell, [, , name]) => (name === 'remark' ? longRemark : cell);

const severalLines = new Set(['dx', 'proc']);
const asSeveralLines: Manner = (cell, [, heading, name]) => {
  if (typeof cell !== 'string' || isNothing(cell)) return cell;
  if (name !== null && severalLines.has(name)) return `${cell}\nZ515`;
  return heading.endsWith('รักษา(Hcode)') ? `${cell}\n${cell}` : cell;
};

const manners: readonly Manner[] = [
  asBlanks,
  asCommaText,
  asNumberIds,
  asOtherEra,
  asExcelDate,
  asSpaced,
  asTwoCodePoints,
  asLongRemark,
  asSeveralLines,
];
const blankRowEvery = 10;

/** The sheet with every data row written in one of the manners, and blank rows in between. */
export function uncleanSheet(sheet: RepSheet): RepSheet {
  const data = sheet.data.flatMap((row, i) => {
    const manner = manners[i % manners.length];
    const changed = manner ? sheet.form.columns.map((column) => manner(row[column[0]], column)) : row;
    return i > 0 && i % blankRowEvery === 0 ? [[], changed] : [changed];
  });
  return { ...sheet, data };
}
