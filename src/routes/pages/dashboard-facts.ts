import type { Queryable } from '../../db/db.js';
import type { Language } from '../../domain/errors.js';
import { type DayRange, samePeriodOfYears } from '../../domain/same-period.js';
import { dayOf } from '../../domain/thai-date.js';
import { type ClaimSums, claimSumsBy, claimSumsOf } from '../../figures/claim-sums.js';
import { claimsSummary } from '../../figures/claims-summary.js';
import { denialRate } from '../../figures/denial-rate.js';
import type { FigureAnswer } from '../../figures/figure.js';
import type { FigureFilter } from '../../figures/figure-filter.js';
import {
  type Attention,
  countUndatedClaims,
  findAttention,
  findNewsSince,
  fiscalYearsWithClaims,
  hasClaims,
  type NewsSince,
} from '../../store/attention.js';
import { type CompletenessCell, findRepCompleteness } from '../../store/completeness.js';
import { type ImportedFileRow, newestFiles } from '../../store/imported-file-list.js';
import { type ErrorCodeText, errorCodeTexts } from '../../store/master-data.js';

/** Everything the overview is made of, as the database states it. */
export interface DashboardFacts {
  readonly filter: FigureFilter;
  readonly hasClaims: boolean;
  readonly fiscalYears: readonly number[];
  readonly undated: number;
  readonly months: FigureAnswer;
  readonly denials: FigureAnswer;
  readonly total: ClaimSums;
  readonly schemes: ReadonlyMap<string, ClaimSums>;
  readonly codes: ReadonlyMap<string, ClaimSums>;
  /** The same days of this year and the last one; null where a month of last year is missing. */
  readonly compared: { readonly now: ClaimSums; readonly before: ClaimSums } | null;
  readonly completeness: readonly CompletenessCell[];
  readonly newsSince: Date;
  readonly news: NewsSince;
  readonly attention: Attention;
  readonly files: readonly ImportedFileRow[];
  /** What NHSO's list says of the codes. */
  readonly codeTexts: ReadonlyMap<string, ErrorCodeText>;
}

export async function readDashboardFacts(
  db: Queryable,
  filter: FigureFilter,
  { language, now }: { readonly language: Language; readonly now: Date },
): Promise<DashboardFacts> {
  const question = { filter, by: 'month', language, now } as const;
  const newsSince = yesterdayAtEight(now);
  const codes = await claimSumsBy(db, { ...filter, status: 'denied' }, 'error_code');
  return {
    filter,
    hasClaims: await hasClaims(db),
    fiscalYears: await fiscalYearsWithClaims(db),
    undated: await countUndatedClaims(db),
    months: await claimsSummary.answer(db, question),
    denials: await denialRate.answer(db, question),
    total: await claimSumsOf(db, filter),
    schemes: await claimSumsBy(db, filter, 'scheme'),
    codes,
    compared: await compareYears(db, filter, now),
    completeness: filter.fiscalYear === null ? [] : await findRepCompleteness(db, filter.fiscalYear),
    newsSince,
    news: await findNewsSince(db, newsSince),
    attention: await findAttention(db, new Date(now.getTime() - 7 * 86_400_000)),
    files: await newestFiles(db, 5),
    codeTexts: await errorCodeTexts(db, codes.keys()),
  };
}

/** 08:00 in Thailand (01:00 UTC) of the day before. */
function yesterdayAtEight(now: Date): Date {
  return new Date(Date.parse(`${dayOf(now)}T01:00:00Z`) - 86_400_000);
}

async function compareYears(
  db: Queryable,
  filter: FigureFilter,
  now: Date,
): Promise<DashboardFacts['compared']> {
  const periods = filter.fiscalYear === null ? null : samePeriodOfYears(filter.fiscalYear, dayOf(now));
  if (periods === null) return null;
  const within = (range: DayRange) => ({ ...filter, fiscalYear: null, undated: null, ...range });
  if (!(await hasSameMonths(db, within(periods.now), within(periods.before)))) return null;
  const before = await claimSumsOf(db, within(periods.before));
  return before.claims === 0 ? null : { now: await claimSumsOf(db, within(periods.now)), before };
}

/** Growth against a year that was never fetched as a whole would be a wrong number: each month needs its claims. */
async function hasSameMonths(db: Queryable, now: FigureFilter, before: FigureFilter): Promise<boolean> {
  const ofAll = { schemes: [], kinds: [] };
  const earlier = await claimSumsBy(db, { ...before, ...ofAll }, 'month');
  const months = [...(await claimSumsBy(db, { ...now, ...ofAll }, 'month')).keys()];
  return months.every((month) => earlier.has(`${Number(month.slice(0, 4)) - 1}${month.slice(4)}`));
}
