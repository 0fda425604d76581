import type { Queryable } from '../db/db.js';
import type { Language } from '../domain/errors.js';
import type { FigureFilter } from './figure-filter.js';

/** What a figure can be split by. */
export const figureBys = [
  'month',
  'scheme',
  'kind',
  'fund',
  'service_type',
  'error_code',
  'hospital',
  'drg',
] as const;
export type FigureBy = (typeof figureBys)[number];

/** One value of a row: counts are numbers, baht text with two places, rates text with six or null (divisor 0). */
export type FigureValue = string | number | boolean | null;

/** `key` is the month `YYYY-MM`, the scheme or kind in lower case, or the code itself; '' = without one. */
export interface FigureRow {
  readonly key: string;
  readonly label: string;
  readonly [field: string]: FigureValue;
}

/** The answer, as the command line prints it and the API sends it. */
export interface FigureAnswer {
  readonly figure: string;
  /** Buddhist Era; absent where `from` or `to` was asked. */
  readonly fiscal_year?: number;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly by: FigureBy;
  /** When the newest imported file came in; null before the first. */
  readonly as_of: string | null;
  /** Months: all of the range, also with `has_data` and `running`. */
  readonly rows: readonly FigureRow[];
  readonly total: Readonly<Record<string, FigureValue>>;
}

export interface FigureQuestion {
  readonly filter: FigureFilter;
  readonly by: FigureBy;
  readonly language: Language;
  /** Decides which month is still running. */
  readonly now: Date;
}

export interface Figure {
  readonly name: string;
  readonly title: Readonly<Record<Language, string>>;
  /** Formula, and what is counted. */
  readonly definition: Readonly<Record<Language, string>>;
  readonly by: readonly FigureBy[];
  /** Fields beside key and label, in their order, with their kind. */
  readonly fields: readonly { readonly name: string; readonly kind: 'count' | 'baht' | 'rate' }[];
  readonly answer: (db: Queryable, question: FigureQuestion) => Promise<FigureAnswer>;
}
