import { Cron } from 'croner';
import { cronOfTimes, scheduleTimeZone } from '../domain/schedule.js';

/** The first moment after `after` at which the clock in Thailand shows one of these times (`05:30`). */
export function nextFiring(times: readonly string[], after: Date): Date {
  const moments = cronOfTimes(times)
    .split(';')
    .map((pattern) => new Cron(pattern, { timezone: scheduleTimeZone, paused: true }).nextRun(after));
  const [first] = moments
    .filter((moment) => moment !== null)
    .sort((one, other) => one.getTime() - other.getTime());
  if (first === undefined) throw new RangeError('a schedule has at least one time of day');
  return first;
}
