import type { Queryable } from '../../db/db.js';
import type { Language } from '../../domain/errors.js';
import { dayOf } from '../../domain/thai-date.js';
import { dataAsOf } from '../../figures/answer-by.js';
import { type ClaimSums, claimSumsBy, claimSumsByEach, claimSumsOf } from '../../figures/claim-sums.js';
import type { FigureFilter } from '../../figures/figure-filter.js';
import {
  type Attention,
  findAttention,
  findNewsSince,
  hasClaims,
  type NewsSince,
} from '../../store/attention.js';
import { type ImportedFileRow, newestFiles } from '../../store/imported-file-list.js';
import { type ErrorCodeText, errorCodeTexts } from '../../store/master-data.js';
import { type Completeness, readCompleteness } from '../completeness-mark.js';
import { type FilterChoices, readFilterChoices } from '../figure-filter-bar.js';
import { type PeriodSums, readPeriodSums } from '../period-sums.js';
import { type SectionFacts, sectionReader } from './analytics-facts.js';

type Groups = ReadonlyMap<string, ClaimSums>;

/** Everything the overview is made of, as the database states it. */
export interface DashboardFacts {
  readonly filter: FigureFilter;
  /** HOSPITAL_BEDS; null where it is not set. */
  readonly beds: number | null;
  readonly hasClaims: boolean;
  readonly choices: FilterChoices;
  readonly period: PeriodSums;
  /** Claims without a service date, asked for or not. */
  readonly undated: number;
  readonly schemes: Groups;
  readonly kinds: Groups;
  readonly drgs: Groups;
  /** Denied claims by code. */
  readonly codes: Groups;
  /** What waits for NHSO, by age; null where so many claims would have to be read that the page would wait too. */
  readonly pending: SectionFacts | null;
  /** When the newest file came in; null before the first. */
  readonly asOf: string | null;
  readonly completeness: Completeness | null;
  readonly newsSince: Date;
  readonly news: NewsSince;
  readonly attention: Attention;
  readonly files: readonly ImportedFileRow[];
  /** What NHSO's list says of the codes. */
  readonly codeTexts: ReadonlyMap<string, ErrorCodeText>;
}

interface DashboardQuestion {
  readonly filter: FigureFilter;
  readonly beds: number | null;
  readonly language: Language;
  readonly now: Date;
}

export async function readDashboardFacts(
  db: Queryable,
  { filter, beds, language, now }: DashboardQuestion,
): Promise<DashboardFacts> {
  const newsSince = yesterdayAtEight(now);
  const [sums, codes, drgs, choices] = await Promise.all([
    claimSumsByEach(db, filter, ['month', 'scheme', 'kind']),
    claimSumsBy(db, { ...filter, status: 'denied' }, 'error_code'),
    claimSumsBy(db, filter, 'drg'),
    readFilterChoices(db, filter),
  ]);
  const period = await readPeriodSums(db, filter, now, sums.month);
  // Side by side: each is quick, but they are many.
  const [claims, undated, pending, asOf, completeness, news, attention, files, codeTexts] = await Promise.all(
    [
      hasClaims(db),
      period.undated?.claims ?? countUndated(db, filter),
      readPending(db, filter, { period, language, now }),
      dataAsOf(db),
      readCompleteness(db, filter, now),
      findNewsSince(db, newsSince),
      findAttention(db, new Date(now.getTime() - 7 * 86_400_000)),
      newestFiles(db, 5),
      errorCodeTexts(db, codes.keys()),
    ],
  );
  return {
    filter,
    beds,
    hasClaims: claims,
    choices,
    period,
    undated,
    schemes: sums.scheme,
    kinds: sums.kind,
    drgs,
    codes,
    pending,
    asOf,
    completeness,
    newsSince,
    news,
    attention,
    files,
    codeTexts,
  };
}

/** Claims that can be looked through one by one while somebody waits for the page. */
const mostToLookThrough = 60_000;

async function readPending(
  db: Queryable,
  filter: FigureFilter,
  { period, language, now }: { readonly period: PeriodSums; readonly language: Language; readonly now: Date },
): Promise<SectionFacts | null> {
  if (period.total.claims > mostToLookThrough) return null;
  // Without a date the figure would be of all years, the page is of this one.
  const read = sectionReader(db, { filter: { ...filter, noDate: false }, language, now });
  return await read({ figure: 'pending', by: 'age', measure: 'amount', tone: 'rep' });
}

async function countUndated(db: Queryable, filter: FigureFilter): Promise<number> {
  const undated = { ...filter, fiscalYear: null, from: null, to: null, undated: 'only' } as const;
  return (await claimSumsOf(db, undated)).claims;
}

/** 08:00 in Thailand (01:00 UTC) of the day before. */
function yesterdayAtEight(now: Date): Date {
  return new Date(Date.parse(`${dayOf(now)}T01:00:00Z`) - 86_400_000);
}
