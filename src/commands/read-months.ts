import { AppError } from '../domain/errors.js';
import type { Words } from '../domain/job.js';
import { type MonthRange, monthKey, monthRangeFault, mostMonths } from '../domain/month-range.js';
import { readBuddhistYear, readMonth } from './arguments.js';
import { UsageError } from './command.js';

/** The options of a command that downloads months: `--month` and `--year`, or `--from` and `--to`. */
export function monthOptions(month: Words) {
  return {
    month: {
      type: 'string',
      value: 'MONTH',
      help: { th: `${month.th} 1 ถึง 12 ใช้คู่กับ --year`, en: `${month.en}, 1 to 12; with --year` },
    },
    year: {
      type: 'string',
      value: 'YEAR',
      help: { th: 'ปี พ.ศ. เช่น 2569', en: 'year of the Buddhist Era, e.g. 2569' },
    },
    from: {
      type: 'string',
      value: 'YEAR-MONTH',
      help: {
        th: `หลายเดือน: ${month.th}แรก เช่น 2569-01 ใช้คู่กับ --to`,
        en: `several months: the first ${month.en}, e.g. 2569-01; with --to`,
      },
    },
    to: {
      type: 'string',
      value: 'YEAR-MONTH',
      help: {
        th: `${month.th}สุดท้าย ครั้งละไม่เกิน ${mostMonths} เดือน`,
        en: `the last ${month.en}; at most ${mostMonths} at a time`,
      },
    },
  } as const;
}

type Given = Readonly<Record<'month' | 'year' | 'from' | 'to', string | null>>;

/** The months that a command was given. Throws UsageError where they are missing, mixed, in the future or too many. */
export function readMonths({ month, year, from, to }: Given, now: Date): MonthRange {
  const range = month !== null && year !== null ? oneMonth(month, year) : null;
  if (range !== null && from === null && to === null) return checked(range, now);
  if (from !== null && to !== null && month === null && year === null) return checked({ from, to }, now);
  throw new UsageError({
    th: 'บอกเดือนด้วย --month กับ --year หรือ --from กับ --to อย่างใดอย่างหนึ่ง',
    en: 'Name the months by --month and --year, or by --from and --to.',
  });
}

function oneMonth(month: string, year: string): MonthRange {
  const only = monthKey({ month: readMonth(month), yearBe: readBuddhistYear('year', year) });
  return { from: only, to: only };
}

function checked(range: MonthRange, now: Date): MonthRange {
  const fault = monthRangeFault(range, now);
  if (fault === null) return range;
  const problem = new AppError(fault.code, fault.details);
  throw new UsageError({ th: problem.text('th'), en: problem.text('en') });
}
