import { z } from 'zod';
import { AppError } from '../domain/errors.js';
import { type MonthRange, rangeFault, rangeOfParams } from '../domain/month-range.js';

const month = z.string().regex(/^2[5-6]\d\d-(0[1-9]|1[0-2])$/, 'is no month such as 2569-01');

/** The months of a download, `from` and `to` as `2569-01`; a stored job of one month becomes the range of that month. */
export const askedMonths = {
  fields: { from: month, to: month },
  /** Goes before the check of the params. */
  asRange(params: unknown): unknown {
    const range = rangeOfParams(params);
    if (range === null || typeof params !== 'object') return params;
    const { month: _month, year: _year, ...others } = { month: 0, year: 0, ...params };
    return { ...others, ...range };
  },
  /** Goes after it: the first month is not after the last, and there are not too many. */
  check(range: MonthRange, context: z.core.$RefinementCtx): void {
    const fault = rangeFault(range);
    if (fault === null) return;
    const message = new AppError(fault.code, fault.details).message;
    context.addIssue({ code: 'custom', path: [fault.end], message });
  },
} as const;
