import { cleanKey } from '../../domain/clean-text.js';
import { readWhole } from '../../domain/decimal-text.js';
import { readWrittenTime } from '../../domain/written-date.js';
import { columnsAround, type ListingColumns } from './listing-columns.js';

/** The cells of a listing row that are compared and stored; times are Gregorian `YYYY-MM-DD HH:MM:SS`. */
export interface ListingNumbers {
  readonly repNo: string;
  readonly hospitalCode: string;
  readonly sendDate: string | null;
  readonly checkDate: string | null;
  /** Control totals of the document. */
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly importType: string | null;
  readonly importer: string | null;
}

/**
 * Reads a row by the headings, or by the places around the file name; null where the cells do not look like what
 * should stand there: then the list has changed, and nothing of it is guessed.
 */
export function readListingNumbers(
  texts: readonly string[],
  columns: ListingColumns | null,
  nameCell: number,
): ListingNumbers | null {
  const around = nameCell < 4 ? null : readAt(texts, columnsAround(nameCell));
  const named = columns === null ? null : readAt(texts, columns);
  if (named === null || around === null) return named ?? around;
  const agree = (['repNo', 'total', 'passed', 'failed'] as const).every(
    (field) => named[field] === around[field],
  );
  // Headings that contradict the shape of the row: one of the two is wrong, and it is not known which.
  return agree ? named : null;
}

function readAt(texts: readonly string[], columns: ListingColumns): ListingNumbers | null {
  const text = (index: number) => cleanKey(texts[index] ?? '');
  const count = (index: number) => {
    const whole = readWhole(texts[index] ?? '');
    return whole === null || whole < 0 ? null : whole;
  };
  const wall = (index: number) => {
    const read = readWrittenTime(texts[index] ?? '');
    return read === null ? null : `${read.day} ${read.time ?? '00:00:00'}`;
  };
  const repNo = text(columns.repNo) ?? '';
  const hospitalCode = text(columns.hospitalCode) ?? '';
  const total = count(columns.total);
  const passed = count(columns.passed);
  const failed = count(columns.failed);
  if (!isRepNo(repNo) || !/^\d{4,10}$/.test(hospitalCode)) return null;
  if (total === null || passed === null || failed === null || passed > total || failed > total) return null;
  return {
    repNo,
    hospitalCode,
    sendDate: wall(columns.sendDate),
    checkDate: wall(columns.checkDate),
    total,
    passed,
    failed,
    importType: text(columns.importType),
    importer: text(columns.importer),
  };
}

/** Nine digits in all samples; letters are allowed, a date is not. */
function isRepNo(text: string): boolean {
  return /^(?=.*\d{4})[A-Za-z0-9_-]{5,64}$/.test(text) && readWrittenTime(text) === null;
}
