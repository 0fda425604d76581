import type { JobType } from './job.js';
import { fiscalYearsOf, monthsBack } from './month-range.js';
import { type SchemeCode, usualSchemes } from './scheme.js';

/** What is downloaded by itself, each at its own times. */
export const scheduleNames = ['rep', 'stm', 'smt'] as const;
export type ScheduleName = (typeof scheduleNames)[number];

/** Schedules tell the time of Thailand, wherever the machine stands. */
export const scheduleTimeZone = 'Asia/Bangkok';

/** What a person sets of one schedule. */
export interface SchedulePlan {
  readonly enabled: boolean;
  /** Clock times in Thailand, `05:30`, sorted; at least one and at most `mostTimes`. */
  readonly times: readonly string[];
  /** Of REP alone. */
  readonly schemes: readonly SchemeCode[];
  /** Months before the running one that are asked for again: REP and statements appear late. */
  readonly monthsBack: number;
  /** A run that was missed while the machine was off is made up, once. */
  readonly catchUp: boolean;
}

/** A schedule as it is; instants are ISO 8601, UTC. */
export interface Schedule extends SchedulePlan {
  readonly name: ScheduleName;
  /** null = never saved and never run: the plan is the usual one. */
  readonly id: number | null;
  readonly lastFiredAt: string | null;
  /** null where it is off. */
  readonly nextFireAt: string | null;
  readonly lastJobId: number | null;
}

/** Four patterns of cron with their separators fit into the column. */
export const mostTimes = 4;
/** Three years with the running month, as for a download by hand. */
export const mostMonthsBack = 35;

const usualTimes: Readonly<Record<ScheduleName, string>> = { rep: '05:30', stm: '06:15', smt: '06:45' };

/** Off, early in the morning, three months back. */
export function usualPlan(name: ScheduleName): SchedulePlan {
  const schemes = name === 'rep' ? usualSchemes : [];
  return { enabled: false, times: [usualTimes[name]], schemes, monthsBack: 3, catchUp: true };
}

/** The job of a schedule that fires now: the months are those of this moment in Thailand. */
export function jobOfSchedule(
  name: ScheduleName,
  { schemes, monthsBack: back }: Pick<SchedulePlan, 'schemes' | 'monthsBack'>,
  now: Date,
): { readonly type: JobType; readonly params: object } {
  const range = monthsBack(now, back);
  switch (name) {
    case 'rep':
      return { type: 'download_rep', params: { ...range, schemes, import: true } };
    case 'stm':
      return { type: 'download_stm', params: { ...range, import: true } };
    case 'smt':
      return { type: 'sync_smt', params: { fiscalYears: fiscalYearsOf(range) } };
  }
}

/** `6:05` and `6.05` (as Thai people write) become `06:05`; null for what is no time of day. */
export function readTime(text: string): string | null {
  const [, hour = '', minute = ''] = /^(\d{1,2})[:.](\d{2})$/.exec(text.trim()) ?? [];
  const isTime = hour !== '' && Number(hour) < 24 && Number(minute) < 60;
  return isTime ? `${hour.padStart(2, '0')}:${minute}` : null;
}

/** Times of a day as patterns of cron, one a time, with `;` between them: times of different minutes need more than one. */
export function cronOfTimes(times: readonly string[]): string {
  return times.map((time) => `${Number(time.slice(3, 5))} ${Number(time.slice(0, 2))} * * *`).join(';');
}

/** The times of such patterns; others (nobody writes them by the pages) are left out. */
export function timesOfCron(cron: string): string[] {
  return cron.split(';').flatMap((pattern) => {
    const [, minute = '', hour = ''] = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(pattern.trim()) ?? [];
    return minute === '' ? [] : [`${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`];
  });
}
