import type { Request } from 'express';
import {
  mostMonthsBack,
  mostTimes,
  readTime,
  type ScheduleName,
  type SchedulePlan,
} from '../../domain/schedule.js';
import { isSchemeCode } from '../../domain/scheme.js';
import { type FieldMessage, formFields, formList } from '../form.js';
import type { PageContext } from '../page-context.js';

/** The fields of the form of one schedule; ids carry its name, since the page has three of them. */
export function typedPlan(req: Request) {
  const { times, months_back: monthsBack } = formFields(req, ['times', 'months_back']);
  return {
    times,
    monthsBack,
    enabled: formList(req, 'enabled').length > 0,
    catchUp: formList(req, 'catch_up').length > 0,
    schemes: formList(req, 'scheme').filter(isSchemeCode),
  };
}

/** What a person set, or what is wrong with it. */
export function readPlan(
  name: ScheduleName,
  req: Request,
  { t }: PageContext,
): SchedulePlan | FieldMessage[] {
  const typed = typedPlan(req);
  const errors: FieldMessage[] = [];
  const wrong = (field: string, word: string, values: Readonly<Record<string, string>> = {}) =>
    errors.push({
      field: `${name}_${field}`,
      text: t(`settings-schedule.error_${word}`, { name: name.toUpperCase(), ...values }),
    });
  const given = typed.times.split(/[\s,;]+/).filter((text) => text !== '');
  const unread = given.find((text) => readTime(text) === null);
  const times = [...new Set(given.flatMap((text) => readTime(text) ?? []))].sort();
  if (unread !== undefined) wrong('times', 'times', { given: unread.slice(0, 20) });
  else if (times.length === 0) wrong('times', 'no_times');
  else if (times.length > mostTimes) wrong('times', 'many_times');
  if (name === 'rep' && typed.schemes.length === 0) wrong('schemes', 'schemes');
  const monthsBack = /^\d{1,2}$/.test(typed.monthsBack.trim()) ? Number(typed.monthsBack) : -1;
  if (monthsBack < 0 || monthsBack > mostMonthsBack) wrong('months_back', 'months');
  return errors.length > 0 ? errors : { ...typed, times, monthsBack };
}
