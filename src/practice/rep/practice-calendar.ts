import { fiscalYearOf, fiscalYearRange } from '../../domain/fiscal-year.js';
import type { SchemeCode } from '../../domain/scheme.js';
import { createDice } from '../claims/dice.js';
import { monthsLater } from '../claims/wall-time.js';
import { busyMonthFiles, monthFiles, sentOn } from './month-files.js';
import { type RepFile, repContents, repFileName, repTotals } from './rep-contents.js';
import { listingOf } from './rep-type.js';

/** One REP file as the portal lists it. */
export interface ListedRep {
  /** Name of the workbook, ending in .xls. */
  readonly name: string;
  readonly file: RepFile;
  /** What the listing says; in the marked month it differs from the workbook. */
  readonly listed: { readonly total: number; readonly passed: number; readonly failed: number };
}

/** Months with something special in them, `YYYY-MM`. */
export interface PracticeMarks {
  /** 400 small files. */
  readonly busyMonth: string;
  /** One file's totals in the listing disagree with its workbook. */
  readonly disagreeingMonth: string;
  /** One appeal listed here has a date of a later month in its name. */
  readonly otherMonthAppeal: string;
  /** One file here comes again under the same name with other bytes, once `reissued` is switched on. */
  readonly reissuedMonth: string;
}

/** What the practice NHSO has to give: the same seed and day, the same files. */
export interface PracticeCalendar {
  readonly seed: string;
  readonly hospital: string;
  /** Gregorian day in Thailand; nothing later exists yet. */
  readonly today: string;
  /** First and last month of the ordinary data, `YYYY-MM`; the last one is today's, in part. */
  readonly firstMonth: string;
  readonly lastMonth: string;
  readonly marks: PracticeMarks;
  /** Files that the portal shows for a month (`YYYY-MM`) and scheme, newest first. */
  readonly listing: (month: string, scheme: SchemeCode, reissued?: boolean) => readonly ListedRep[];
  /** A file by the name of its workbook. */
  readonly find: (name: string, reissued?: boolean) => ListedRep | null;
}

export interface CalendarOptions {
  readonly seed: string;
  readonly hospital: string;
  readonly today: string;
}

/** At least fourteen months back, and always the whole fiscal year before this one. */
function firstMonthOf(today: string): string {
  const before = fiscalYearRange(fiscalYearOf(today) - 1).from.slice(0, 7);
  const fourteen = monthsLater(today.slice(0, 7), -13);
  return before < fourteen ? before : fourteen;
}

function marksOf(today: string, firstMonth: string): PracticeMarks {
  const year = fiscalYearRange(fiscalYearOf(today) - 1).to.slice(0, 4);
  return {
    busyMonth: monthsLater(firstMonth, -1),
    disagreeingMonth: `${year}-06`,
    otherMonthAppeal: `${year}-07`,
    reissuedMonth: `${year}-08`,
  };
}

function firstOp(files: readonly RepFile[]): RepFile | undefined {
  return files.find((file) => file.type === 'OP');
}

/** An appeal of this month's second workbook, sent two months later and listed here all the same. */
function lateAppeal(files: readonly RepFile[], month: string): RepFile[] {
  const base = files.filter((file) => file.type === 'OP')[1];
  if (!base) return [];
  const day = sentOn(createDice(`${base.seed}/late/${month}`), monthsLater(month, 2), 10);
  return [
    {
      ...base,
      type: 'OP_APPEAL',
      sentAt: day,
      repNo: base.repNo + 5_000,
      rows: 8,
      appealed: { ...base, denialPercent: 15 },
    },
  ];
}

function allOfMonth(options: CalendarOptions, month: string, marks: PracticeMarks): RepFile[] {
  if (month === marks.busyMonth) return busyMonthFiles(options.seed, options.hospital, month);
  const files = monthFiles(options.seed, options.hospital, month);
  if (month !== marks.otherMonthAppeal) return files;
  const second = files.filter((file) => file.type === 'OP')[1];
  const raised = files.map((file) => (file === second ? { ...file, denialPercent: 15 } : file));
  return [...raised, ...lateAppeal(raised, month)];
}

function listed(file: RepFile, disagrees: boolean): ListedRep {
  const totals = repTotals(repContents(file));
  const shift = disagrees ? 3 : 0;
  return {
    name: repFileName(file),
    file,
    listed: { total: totals.total + shift, passed: totals.passed + shift, failed: totals.failed },
  };
}

/** Lays out the practice data; months are invented when they are asked for, and kept. */
export function createPracticeCalendar(options: CalendarOptions): PracticeCalendar {
  const firstMonth = firstMonthOf(options.today);
  const lastMonth = options.today.slice(0, 7);
  const marks = marksOf(options.today, firstMonth);
  const kept = new Map<string, readonly ListedRep[]>();

  const monthOf = (month: string, reissued: boolean): readonly ListedRep[] => {
    const key = `${month} ${reissued}`;
    const known = kept.get(key);
    if (known) return known;
    const inRange = month === marks.busyMonth || (month >= firstMonth && month <= lastMonth);
    const files = (inRange ? allOfMonth(options, month, marks) : []).filter(
      (file) => file.sentAt.slice(0, 10) <= options.today,
    );
    const special = firstOp(files);
    const made = files
      .map((file) => {
        const again = reissued && month === marks.reissuedMonth && file === special;
        // Issued again: the same claims, all passed now.
        return listed(
          again ? { ...file, denialPercent: 0 } : file,
          month === marks.disagreeingMonth && file === special,
        );
      })
      .filter(({ listed: { total } }) => total > 0)
      .sort((a, b) => (a.file.sentAt < b.file.sentAt ? 1 : -1));
    kept.set(key, made);
    return made;
  };

  return {
    ...options,
    firstMonth,
    lastMonth,
    marks,
    listing: (month, scheme, reissued = false) =>
      monthOf(month, reissued).filter((rep) => listingOf(rep.file.type) === scheme),
    find: (name, reissued = false) => {
      const date = /_(\d{4})(\d{2})\d{2}_\d+\.xls$/.exec(name);
      const named = date ? `${Number(date[1]) - 543}-${date[2]}` : '';
      // A file stands in the month of its name; only one appeal does not.
      for (const month of [named, marks.otherMonthAppeal]) {
        const rep = monthOf(month, reissued).find((one) => one.name === name);
        if (rep) return rep;
      }
      return null;
    },
  };
}
