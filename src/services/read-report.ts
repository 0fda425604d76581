import type { Queryable } from '../db/db.js';
import type { Language } from '../domain/errors.js';
import {
  chartMonths,
  monthBefore,
  type ReportPeriod,
  shiftMonth,
  yearBefore,
} from '../domain/report-period.js';
import { satangOf } from '../domain/satang.js';
import type { ClaimScheme } from '../domain/scheme.js';
import { type AddableSums, addClaimSums } from '../figures/add-claim-sums.js';
import { dataAsOf, withoutOne } from '../figures/answer-by.js';
import { claimSumsBy } from '../figures/claim-sums.js';
import { completeness, type Wholeness, wholenessOf } from '../figures/completeness.js';
import { type FigureFilter, readFigureFilter } from '../figures/figure-filter.js';
import { pending } from '../figures/pending.js';
import { errorCodeTexts } from '../store/master-data.js';
import { findReportNote, type ReportNote } from '../store/report-notes.js';

export interface ReportQuestion {
  readonly period: ReportPeriod;
  /** null = all schemes. */
  readonly scheme: ClaimScheme | null;
  readonly language: Language;
  readonly now: Date;
  /** HOSPITAL_BEDS; null = not set. */
  readonly beds: number | null;
}

/** A group of claims of the report: a kind, a fund or an error code. */
export interface ReportGroup {
  readonly key: string;
  /** What the code means; '' where it stands for itself. */
  readonly text: string;
  readonly sums: AddableSums;
}

/** What the claims of a span come to. */
export interface ReportSums extends AddableSums {
  readonly months: number;
  readonly kinds: ReadonlyMap<string, AddableSums>;
}

/** Everything that the one page says, as the database states it at one moment. */
export interface ReportFacts extends ReportQuestion {
  readonly asOf: string | null;
  readonly sums: ReportSums;
  /** The month before; null for a fiscal year, and where nothing of it is stored. */
  readonly before: ReportSums | null;
  /** The same months of the year before; null where one of them is missing. */
  readonly lastYear: ReportSums | null;
  readonly kinds: readonly ReportGroup[];
  readonly codes: readonly ReportGroup[];
  readonly funds: readonly ReportGroup[];
  readonly months: readonly { readonly month: string; readonly sums: AddableSums | null }[];
  /** Months × schemes of NHSO's lists, by the figure `completeness`. */
  readonly completeness: Wholeness;
  /** Claims of the period that still wait today, by the figure `pending`. */
  readonly pending: { readonly waitingRep: number; readonly waitingStm: number; readonly amount: string };
  readonly note: ReportNote | null;
}

const shownRows = 5;

export async function readReport(db: Queryable, question: ReportQuestion): Promise<ReportFacts> {
  const { period, scheme } = question;
  const filter = filterOf(question, period);
  const sums = await sumsOf(db, question, period);
  const before = monthBefore(period);
  return {
    ...question,
    asOf: await dataAsOf(db),
    sums,
    before: before && someClaims(await sumsOf(db, question, before)),
    lastYear: await lastYearOf(db, question),
    kinds: kindsOf(sums),
    codes: await codesOf(db, filter),
    funds: fundsOf(await claimSumsBy(db, filter, 'fund'), question.language),
    months: await monthsOf(db, question),
    completeness: await completenessOf(db, question, filter),
    pending: await pendingOf(db, question, filter),
    note: await findReportNote(db, { period: period.key, scheme: scheme ?? '' }),
  };
}

function filterOf(
  { scheme, now }: ReportQuestion,
  span: { readonly from: string; readonly to: string },
): FigureFilter {
  return readFigureFilter({ from: span.from, to: span.to, scheme: scheme ?? '' }, now);
}

/** One question for a span: its kinds have no claim in common. */
async function sumsOf(db: Queryable, question: ReportQuestion, span: ReportPeriod): Promise<ReportSums> {
  const kinds = await claimSumsBy(db, filterOf(question, span), 'kind');
  return { ...addClaimSums(kinds.values()), months: span.months.length, kinds };
}

const someClaims = (sums: ReportSums) => (sums.claims === 0 ? null : sums);

/** Against a year that was never fetched as a whole any change would be a wrong number: each month needs its claims. */
async function lastYearOf(db: Queryable, question: ReportQuestion): Promise<ReportSums | null> {
  const span = yearBefore(question.period);
  const everyScheme = { schemes: [] };
  const present = await claimSumsBy(db, { ...filterOf(question, question.period), ...everyScheme }, 'month');
  const past = await claimSumsBy(db, { ...filterOf(question, span), ...everyScheme }, 'month');
  const whole = [...present.keys()].every((month) => past.has(shiftMonth(month, -12)));
  return whole ? someClaims(await sumsOf(db, question, span)) : null;
}

function kindsOf({ kinds }: ReportSums): ReportGroup[] {
  return ['op', 'ip', 'orf'].flatMap((key) => {
    const sums = kinds.get(key);
    return sums === undefined ? [] : [{ key, text: '', sums }];
  });
}

async function codesOf(db: Queryable, filter: FigureFilter): Promise<ReportGroup[]> {
  const found = await claimSumsBy(db, { ...filter, status: 'denied' }, 'error_code');
  found.delete('');
  const rows = largest(found, ({ claimed }) => claimed);
  const texts = await errorCodeTexts(
    db,
    rows.map(({ key }) => key),
  );
  return rows.map((row) => ({ ...row, text: texts.get(row.key)?.description ?? '' }));
}

/** Claims without a fund lose money too, and stand under a name of their own. */
const fundsOf = (found: ReadonlyMap<string, AddableSums>, language: Language) =>
  largest(found, ({ loss }) => loss)
    .filter(({ sums }) => satangOf(sums.loss) > 0n)
    .map((fund) => (fund.key === '' ? { ...fund, text: withoutOne('fund', language) } : fund));

function largest(found: ReadonlyMap<string, AddableSums>, of: (sums: AddableSums) => string): ReportGroup[] {
  return [...found]
    .map(([key, sums]) => ({ key, text: '', sums, size: satangOf(of(sums)) }))
    .sort((a, b) => (a.size === b.size ? (a.key < b.key ? -1 : 1) : a.size > b.size ? -1 : 1))
    .slice(0, shownRows)
    .map(({ key, text, sums }) => ({ key, text, sums }));
}

async function monthsOf(db: Queryable, question: ReportQuestion): Promise<ReportFacts['months']> {
  const months = chartMonths(question.period);
  const span = { from: `${months[0]}-01`, to: question.period.to };
  const found = await claimSumsBy(db, filterOf(question, span), 'month');
  return months.map((month) => ({ month, sums: found.get(month) ?? null }));
}

async function pendingOf(
  db: Queryable,
  { language, now }: ReportQuestion,
  filter: FigureFilter,
): Promise<ReportFacts['pending']> {
  const { total } = await pending.answer(db, { filter, by: 'age', language, now });
  return {
    waitingRep: Number(total.waiting_rep),
    waitingStm: Number(total.waiting_stm),
    amount: String(total.amount),
  };
}

/** The period of a report is of finished months alone. */
async function completenessOf(
  db: Queryable,
  question: ReportQuestion,
  filter: FigureFilter,
): Promise<Wholeness> {
  const { language, now } = question;
  return wholenessOf((await completeness.answer(db, { filter, by: 'month', language, now })).rows);
}
