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
import { dataAsOf, withoutOne } from '../figures/answer-by.js';
import { appealRecovery } from '../figures/appeal-recovery.js';
import { askOnce } from '../figures/ask-once.js';
import { caseMix } from '../figures/case-mix.js';
import { claimsSummary } from '../figures/claims-summary.js';
import { completeness, type Wholeness, wholenessOf } from '../figures/completeness.js';
import { denialRate } from '../figures/denial-rate.js';
import type { Figure, FigureAnswer, FigureValue } from '../figures/figure.js';
import { type FigureFilter, readFigureFilter } from '../figures/figure-filter.js';
import { firstPass } from '../figures/first-pass.js';
import { isOfOwnHospital } from '../figures/own-hospital.js';
import { pending } from '../figures/pending.js';
import { perBed } from '../figures/per-bed.js';
import { reimbursementRate } from '../figures/reimbursement-rate.js';
import { topErrorCodes } from '../figures/top-error-codes.js';
import { findReportNote, type ReportNote } from '../store/report-notes.js';

export interface ReportQuestion {
  readonly period: ReportPeriod;
  /** null = all schemes. */
  readonly scheme: ClaimScheme | null;
  readonly language: Language;
  readonly now: Date;
  /** HOSPITAL_BEDS; null = not set. */
  readonly beds: number | null;
  /** HOSPITAL_CODE; '' = not set. */
  readonly ownHospital: string;
}

/** A group of claims of the report: a kind, a fund or an error code. */
export interface ReportGroup {
  readonly key: string;
  /** What the code means; '' where it stands for itself. */
  readonly text: string;
  readonly sums: ReportNumbers;
}

/** What the figures say of some claims; a rate is null where there is nothing to divide by. */
export interface ReportNumbers {
  readonly claims: number;
  readonly denied: number;
  readonly claimed: string;
  readonly deniedClaimed: string;
  readonly reimbursed: string;
  readonly loss: string;
  readonly denialRate: string | null;
  readonly amountRate: string | null;
  readonly reimbursementRate: string | null;
  readonly firstPassRate: string | null;
  /** What appeals brought; null where no claim was appealed. */
  readonly recovered: string | null;
}

/** What the figures say of a span. */
export interface ReportSums extends ReportNumbers {
  readonly filter: FigureFilter;
  /** Reimbursed for a bed in a month; null without a number of beds. */
  readonly perBed: string | null;
  readonly cmi: string | null;
  readonly kinds: ReadonlyMap<string, ReportNumbers>;
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
  readonly months: readonly { readonly month: string; readonly sums: ReportNumbers | null }[];
  /** Claims without a service date, which no period has. */
  readonly undated: number;
  /** Months × schemes of NHSO's lists, by the figure `completeness`. */
  readonly completeness: Wholeness;
  /** Claims of the period that still wait today, by the figure `pending`. */
  readonly pending: { readonly waitingRep: number; readonly waitingStm: number; readonly amount: string };
  readonly note: ReportNote | null;
}

const shownRows = 5;

/** `view` is of one moment: what several figures are made of is asked once. */
export async function readReport(view: Queryable, question: ReportQuestion): Promise<ReportFacts> {
  const db = askOnce(view);
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
    kinds: kindsOf(sums, question.language),
    codes: await codesOf(db, question, filter),
    funds: fundsOf((await numbersBy(db, question, filter, 'fund')).groups, question.language),
    months: await monthsOf(db, question),
    undated: await undatedOf(db, question, filter),
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

type Split = 'kind' | 'fund' | 'month' | 'error_code';

interface Numbers {
  readonly groups: ReadonlyMap<string, ReportNumbers>;
  readonly total: ReportNumbers;
}

/** Claims split by something, as the figures of these names have them: rows without claims are left out. */
async function numbersBy(
  db: Queryable,
  { language, now }: ReportQuestion,
  filter: FigureFilter,
  by: Split,
): Promise<Numbers> {
  const ask = async (figure: Figure) =>
    figure.by.includes(by)
      ? await figure.answer(db, { filter, by, language, now, fields: ['claims', 'claimed'] })
      : null;
  const summary = await ask(claimsSummary);
  const others = [denialRate, reimbursementRate, firstPass, appealRecovery];
  const answers: (FigureAnswer | null)[] = [];
  for (const figure of others) answers.push(await ask(figure));
  const numbers = (rowOf: (answer: FigureAnswer) => Values | undefined) =>
    numbersOf([summary, ...answers].map((answer) => (answer === null ? {} : (rowOf(answer) ?? {}))));
  const rows = (summary?.rows ?? []).filter(({ has_data }) => has_data !== false);
  return {
    groups: new Map(
      rows.map(({ key }) => [key, numbers((answer) => answer.rows.find((row) => row.key === key))]),
    ),
    total: numbers(({ total }) => total),
  };
}

type Values = Readonly<Record<string, FigureValue>>;

/** The same row of each of these figures. */
function numbersOf([
  summary = {},
  denials = {},
  paid = {},
  passed = {},
  appeals = {},
]: readonly Values[]): ReportNumbers {
  const text = (value: FigureValue | undefined) => (typeof value === 'string' ? value : null);
  const money = (value: FigureValue | undefined) => text(value) ?? '0.00';
  return {
    claims: Number(summary.claims ?? 0),
    denied: Number(summary.denied ?? 0),
    claimed: money(summary.claimed),
    deniedClaimed: money(denials.denied_claimed),
    reimbursed: money(summary.reimbursed),
    loss: money(summary.loss),
    denialRate: text(denials.rate),
    amountRate: text(denials.amount_rate),
    reimbursementRate: text(paid.rate),
    firstPassRate: text(passed.rate),
    recovered: Number(appeals.claims ?? 0) === 0 ? null : text(appeals.recovered),
  };
}

async function sumsOf(db: Queryable, question: ReportQuestion, span: ReportPeriod): Promise<ReportSums> {
  const filter = filterOf(question, span);
  const { language, now, beds, ownHospital } = question;
  const { groups, total } = await numbersBy(db, question, filter, 'kind');
  const bed = await perBed.answer(db, { filter, by: 'month', language, now, beds, ownHospital });
  const mix = await caseMix.answer(db, { filter, by: 'scheme', language, now, fields: ['cmi'] });
  const { reimbursed_per_bed } = bed.total;
  const { cmi } = mix.total;
  return {
    ...total,
    filter,
    perBed: typeof reimbursed_per_bed === 'string' ? reimbursed_per_bed : null,
    cmi: typeof cmi === 'string' ? cmi : null,
    kinds: groups,
  };
}

const someClaims = (sums: ReportSums) => (sums.claims === 0 ? null : sums);

/** Against a year that was never fetched as a whole any change would be a wrong number: each month needs its claims. */
async function lastYearOf(db: Queryable, question: ReportQuestion): Promise<ReportSums | null> {
  const span = yearBefore(question.period);
  const monthsWithClaims = async (of: ReportPeriod) =>
    (await numbersBy(db, question, filterOf(question, of), 'month')).groups;
  const present = await monthsWithClaims(question.period);
  const past = await monthsWithClaims(span);
  const whole = [...present.keys()].every((month) => past.has(shiftMonth(month, -12)));
  return whole ? someClaims(await sumsOf(db, question, span)) : null;
}

/** Every kind that there is, one that nobody names last, so that the rows come to the total. */
function kindsOf({ kinds }: ReportSums, language: Language): ReportGroup[] {
  const known = ['op', 'ip', 'orf'];
  return [...new Set([...known, ...[...kinds.keys()].filter((key) => key !== ''), ''])].flatMap((key) => {
    const sums = kinds.get(key);
    return sums === undefined ? [] : [{ key, text: key === '' ? withoutOne('kind', language) : '', sums }];
  });
}

async function undatedOf(
  db: Queryable,
  question: ReportQuestion,
  { schemes }: FigureFilter,
): Promise<number> {
  const filter = readFigureFilter({ undated: 'only', scheme: schemes.join(',') }, question.now);
  return (await numbersBy(db, question, filter, 'kind')).total.claims;
}

/** Denied claims by code; the texts are those of the figure. */
async function codesOf(
  db: Queryable,
  question: ReportQuestion,
  filter: FigureFilter,
): Promise<ReportGroup[]> {
  const { language, now } = question;
  const codes = await topErrorCodes.answer(db, { filter, by: 'error_code', language, now });
  const texts = new Map(codes.rows.map(({ key, text }) => [key, typeof text === 'string' ? text : '']));
  const { groups } = await numbersBy(db, question, { ...filter, status: 'denied' }, 'error_code');
  const named = new Map([...groups].filter(([key]) => key !== ''));
  return largest(named, ({ claimed }) => claimed).map((row) => ({ ...row, text: texts.get(row.key) ?? '' }));
}

/** Claims without a fund lose money too, and stand under a name of their own. */
const fundsOf = (found: ReadonlyMap<string, ReportNumbers>, language: Language) =>
  largest(found, ({ loss }) => loss)
    .filter(({ sums }) => satangOf(sums.loss) > 0n)
    .map((fund) => (fund.key === '' ? { ...fund, text: withoutOne('fund', language) } : fund));

function largest(
  found: ReadonlyMap<string, ReportNumbers>,
  of: (sums: ReportNumbers) => string,
): ReportGroup[] {
  return [...found]
    .map(([key, sums]) => ({ key, text: '', sums, size: satangOf(of(sums)) }))
    .sort((a, b) => (a.size === b.size ? (a.key < b.key ? -1 : 1) : a.size > b.size ? -1 : 1))
    .slice(0, shownRows)
    .map(({ key, text, sums }) => ({ key, text, sums }));
}

async function monthsOf(db: Queryable, question: ReportQuestion): Promise<ReportFacts['months']> {
  const months = chartMonths(question.period);
  const span = { from: `${months[0]}-01`, to: question.period.to };
  const { groups: found } = await numbersBy(db, question, filterOf(question, span), 'month');
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
  const { language, now, ownHospital } = question;
  const { rows } = await completeness.answer(db, { filter, by: 'month', language, now });
  return wholenessOf(rows, await isOfOwnHospital(db, filter, ownHospital));
}
