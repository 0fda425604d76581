import { z } from 'zod';
import { AppError } from '../domain/errors.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import type { ClaimKind } from '../domain/rep-file-name.js';
import { type ClaimScheme, isClaimScheme } from '../domain/scheme.js';
import { type AskedStanding, askedStandings } from '../domain/statement-standing.js';
import { dayOf } from '../domain/thai-date.js';
import {
  type FactFilter,
  factExamples,
  factNames,
  factQuestions,
  factsOfQuery,
  factsQuery,
  noFacts,
} from './claim-facts.js';
import { type ItemSplit, itemSplits } from './item-sheets.js';
import { type WaitingStm, waitingWords } from './waiting-stm.js';

/** Which claims count. Days are Gregorian service days, `to` not included; fiscal years are Buddhist Era. */
export interface FigureFilter extends FactFilter {
  readonly fiscalYear: number | null;
  readonly from: string | null;
  readonly to: string | null;
  /**
   * Claims without a service date: beside those of the period, alone, or (null) left out where a period is given. A
   * figure for which no date is asked has them beside today's fiscal year.
   */
  readonly undated: 'with' | 'only' | null;
  readonly schemes: readonly ClaimScheme[];
  readonly kinds: readonly ClaimKind[];
  /** As written; `none` = claims without one. So also type of service, error code and DRG. */
  readonly fund: string | null;
  readonly serviceType: string | null;
  readonly hospital: string | null;
  readonly errorCode: string | null;
  readonly status: 'passed' | 'denied' | null;
  readonly drg: string | null;
  /** The hospital that referred the patient (HREF). */
  readonly referrer: string | null;
  /** Claims of which such an item was cut or refused: its key as the figure `items-cut` has it, or `any`. */
  readonly items: Readonly<Partial<Record<ItemSplit, string>>>;
  /** Whether the first version passed. */
  readonly firstPassed: boolean | null;
  /** Whether a version came with an appeal workbook. */
  readonly appealed: boolean | null;
  /** Whether the claim states an AdjRW. */
  readonly adjrw: boolean | null;
  /** Passed, and in no statement yet. */
  readonly waitingStm: WaitingStm | null;
  /** What statements say of the claim: any of these, none = all. */
  readonly states: readonly AskedStanding[];
  /** Nobody asked for a date: fiscal year and `undated` are what stands for that. */
  readonly noDate: boolean;
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== ''),
);
/** Longer values are no filter: they do not fit into an address. */
export const longestValue = 255;
const text = z.string().trim().max(longestValue);
const yesNo = z.enum(['yes', 'no']).transform((word) => word === 'yes');
const questions = z.object({
  fiscal_year: z.coerce.number().int().optional(),
  from: day.optional(),
  to: day.optional(),
  scheme: list.optional(),
  kind: list.optional(),
  fund: text.optional(),
  service_type: text.optional(),
  hospital: text.optional(),
  // As they are stored; `none` is no code.
  error_code: text.transform((code) => (code === 'none' ? code : code.toUpperCase())).optional(),
  status: z.enum(['passed', 'denied']).optional(),
  drg: text.optional(),
  referrer: text.optional(),
  drug: text.optional(),
  instrument: text.optional(),
  deny_code: text.optional(),
  zero_reason: text.optional(),
  ...factQuestions(text),
  first_passed: yesNo.optional(),
  appealed: yesNo.optional(),
  adjrw: yesNo.optional(),
  waiting_stm: z.enum(waitingWords).optional(),
  state: list.optional(),
  undated: z.enum(['with', 'only']).optional(),
});
const examples: Readonly<Record<string, string>> = {
  fiscal_year: '2569',
  from: '2025-10-01',
  to: '2026-01-01',
  scheme: 'ucs,ofc',
  kind: 'op,ip',
  status: 'denied',
  first_passed: 'yes',
  appealed: 'yes',
  adjrw: 'yes',
  ...factExamples,
  waiting_stm: '31-60',
  state: 'part_paid,reversed',
  undated: 'with',
};

/** Names of the filter as they stand in an address. */
export const filterNames = [
  'fiscal_year',
  'from',
  'to',
  'undated',
  'scheme',
  'kind',
  'fund',
  'service_type',
  'hospital',
  'error_code',
  'drg',
  'referrer',
  ...itemSplits,
  ...factNames,
  'status',
  'first_passed',
  'appealed',
  'adjrw',
  'waiting_stm',
  'state',
] as const;
export type FilterName = (typeof filterNames)[number];

/** A filter as names and values of an address. */
export type ClaimsQuery = Readonly<Partial<Record<FilterName, string>>>;

/**
 * Reads the filter names of the contract from an address or from arguments; empty and blank values count as not given.
 * @throws AppError filter_invalid, filter_gregorian_year or filter_two_periods
 */
export function readFigureFilter(query: Readonly<Record<string, unknown>>, now: Date): FigureFilter {
  const given = Object.fromEntries(
    Object.entries(query)
      .map(([name, value]) => [name, Array.isArray(value) ? value.filter(isGiven).join(',') : value] as const)
      .filter(([, value]) => isGiven(value)),
  );
  const parsed = questions.safeParse(given);
  if (!parsed.success) throw invalid(String(parsed.error.issues[0]?.path[0] ?? ''));
  const asked = parsed.data;
  checkPeriod(asked);
  const noDate = !asked.fiscal_year && !asked.from && !asked.to && asked.undated !== 'only';
  return {
    fiscalYear: noDate ? fiscalYearOf(dayOf(now)) : (asked.fiscal_year ?? null),
    from: asked.from ?? null,
    to: asked.to ?? null,
    undated: asked.undated ?? (noDate ? 'with' : null),
    schemes: eachOf('scheme', asked.scheme ?? [], isClaimScheme),
    kinds: eachOf('kind', asked.kind ?? [], isClaimKind),
    fund: asked.fund ?? null,
    serviceType: asked.service_type ?? null,
    hospital: asked.hospital ?? null,
    errorCode: asked.error_code ?? null,
    status: asked.status ?? null,
    drg: asked.drg ?? null,
    referrer: asked.referrer ?? null,
    items: itemsOf(asked),
    ...factsOfQuery(asked),
    firstPassed: asked.first_passed ?? null,
    appealed: asked.appealed ?? null,
    adjrw: asked.adjrw ?? null,
    waitingStm: asked.waiting_stm ? { age: asked.waiting_stm, today: dayOf(now) } : null,
    states: eachOf('state', asked.state ?? [], isStanding),
    noDate,
  };
}

/** Every claim of the filter's period and hospital: what one hospital has says nothing of another. */
export function periodOnly({ fiscalYear, from, to, undated, noDate, hospital }: FigureFilter): FigureFilter {
  return {
    ...{ fiscalYear, from, to, undated, noDate, hospital },
    ...{ schemes: [], kinds: [], fund: null, serviceType: null },
    ...{ errorCode: null, status: null, drg: null, referrer: null, items: {} },
    ...noFacts,
    ...{ firstPassed: null, appealed: null, adjrw: null, waitingStm: null, states: [] },
  };
}

/** The same without what was never fetched: of its schemes, since each has lists and files of its own. */
export function storedAtAll(filter: FigureFilter): FigureFilter {
  return { ...periodOnly(filter), schemes: filter.schemes };
}

/** The address of a filter: reading it gives the same claims. */
export function filterQuery(filter: FigureFilter): ClaimsQuery {
  const word = (value: boolean | null) => (value === null ? null : value ? 'yes' : 'no');
  const values: Readonly<Record<FilterName, string | number | null>> = {
    fiscal_year: filter.fiscalYear,
    from: filter.from,
    to: filter.to,
    undated: filter.undated,
    scheme: filter.schemes.join(','),
    kind: filter.kinds.join(','),
    fund: filter.fund,
    service_type: filter.serviceType,
    hospital: filter.hospital,
    error_code: filter.errorCode,
    drg: filter.drg,
    referrer: filter.referrer,
    drug: filter.items.drug ?? null,
    instrument: filter.items.instrument ?? null,
    deny_code: filter.items.deny_code ?? null,
    zero_reason: filter.items.zero_reason ?? null,
    ...factsQuery(filter),
    status: filter.status,
    first_passed: word(filter.firstPassed),
    appealed: word(filter.appealed),
    adjrw: word(filter.adjrw),
    waiting_stm: filter.waitingStm?.age ?? null,
    state: filter.states.join(','),
  };
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => [name, String(value)]),
  );
}

function isGiven(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' : value !== undefined;
}

function itemsOf(asked: Readonly<Partial<Record<ItemSplit, string>>>): FigureFilter['items'] {
  return Object.fromEntries(
    itemSplits.flatMap((name) => {
      const value = asked[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function checkPeriod(asked: z.infer<typeof questions>): void {
  const year = asked.fiscal_year;
  if (asked.undated === 'only' && (year !== undefined || asked.from || asked.to))
    throw new AppError('filter_two_periods', { name: 'undated' });
  if (year !== undefined && (asked.from || asked.to))
    throw new AppError('filter_two_periods', { name: 'fiscal_year' });
  if (year !== undefined && year >= 1900 && year < 2200)
    throw new AppError('filter_gregorian_year', { year, right: year + 543 });
  if (year !== undefined && (year < 2500 || year > 2700)) throw invalid('fiscal_year');
  for (const name of ['from', 'to'] as const) {
    const value = asked[name];
    if (value !== undefined && !isDay(value)) throw invalid(name);
  }
  if (asked.from && asked.to && asked.from >= asked.to) throw invalid('to');
}

/** Days of the Gregorian calendar between 1950 and 2150; a Buddhist year here is a mistake. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  const year = Number(text.slice(0, 4));
  return year >= 1950 && year <= 2150 && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isClaimKind(kind: string): kind is ClaimKind {
  return kind === 'op' || kind === 'ip' || kind === 'orf';
}

function isStanding(word: string): word is AskedStanding {
  const known: readonly string[] = askedStandings;
  return known.includes(word);
}

function eachOf<T extends string>(
  name: string,
  values: readonly string[],
  is: (value: string) => value is T,
): T[] {
  return values.map((value) => {
    if (!is(value)) throw invalid(name);
    return value;
  });
}

function invalid(name: string): AppError {
  return new AppError('filter_invalid', { name, example: examples[name] ?? 'none' });
}
