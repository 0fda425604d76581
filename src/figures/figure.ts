import type { Queryable } from '../db/db.js';
import type { Language } from '../domain/errors.js';
import { AppError } from '../domain/errors.js';
import { type ClaimsQuery, type FigureFilter, type FilterName, filterQuery } from './figure-filter.js';
import { itemSplits } from './item-sheets.js';

/** What claims can be split by. */
export const figureBys = [
  'month',
  'scheme',
  'kind',
  'fund',
  'service_type',
  'error_code',
  'hospital',
  'treating',
  'drg',
  'referrer',
] as const;
export type FigureBy = (typeof figureBys)[number];

/** What any figure can be split by: claims, or items of claims, or what one figure alone knows. */
export const figureSplits = [
  ...figureBys,
  ...itemSplits,
  ...(['age', 'weekday', 'late', 'main_hospital', 'payment_column'] as const),
] as const;
export type FigureSplit = (typeof figureSplits)[number];

/** One value of a row. */
export type FigureValue = string | number | boolean | null;

/**
 * Counts are numbers, baht text with two places, weights (AdjRW) text with four. A rate is a part of a whole, days are an
 * average of days or for a day, and a ratio is any other quotient: text with six places, null where the divisor is 0.
 */
export const fieldKinds = ['count', 'baht', 'rate', 'ratio', 'days', 'weight', 'text'] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** Kinds whose total is no sum of its rows. */
export function isQuotient(kind: FieldKind): boolean {
  return kind === 'rate' || kind === 'ratio' || kind === 'days';
}

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
  readonly by: FigureSplit;
  /** When the newest imported file came in; null before the first. */
  readonly as_of: string | null;
  /** Months: all of the range, also with `has_data` and `running`. */
  readonly rows: readonly FigureRow[];
  readonly total: Readonly<Record<string, FigureValue>>;
}

export interface FigureQuestion {
  readonly filter: FigureFilter;
  readonly by: FigureSplit;
  readonly language: Language;
  /** Decides which month is still running. */
  readonly now: Date;
  /** HOSPITAL_BEDS; without it amounts per bed are not known. */
  readonly beds?: number | null;
  /** HOSPITAL_CODE, whose beds these are; absent or empty where it is not set. */
  readonly ownHospital?: string;
  /** Fields that are wanted; a figure may leave out others that take long. Without it all. */
  readonly fields?: readonly string[];
}

/** What the settings say of the hospital, for a question. */
export const bedsIn = (settings: {
  readonly HOSPITAL_BEDS: number | null;
  readonly HOSPITAL_CODE: string;
}) => ({
  beds: settings.HOSPITAL_BEDS,
  ownHospital: settings.HOSPITAL_CODE,
});

/** A field that equals a measure of the claims behind its row, narrowed by `with`. */
export interface Agreement {
  readonly field: string;
  readonly measure: 'claims' | 'claimed' | 'reimbursed' | 'loss' | 'adjrw';
  readonly with?: ClaimsQuery;
}

export interface Figure {
  readonly name: string;
  readonly title: Readonly<Record<Language, string>>;
  /** Formula, and what is counted. */
  readonly definition: Readonly<Record<Language, string>>;
  /** The first is taken where nobody says. */
  readonly by: readonly [FigureSplit, ...FigureSplit[]];
  /** Filter names that it can honour; any other is refused. */
  readonly filters: readonly FilterName[];
  /** Fields beside key and label, in their order, with their kind. */
  readonly fields: readonly { readonly name: string; readonly kind: FieldKind }[];
  /** The claims behind a row, or behind the total (key null), as names of the filter; null = no claims stand behind it. */
  readonly claims: (question: FigureQuestion, key: string | null) => ClaimsQuery | null;
  /** Which fields equal what the list of those claims says. */
  readonly agrees: readonly Agreement[];
  readonly answer: (db: Queryable, question: FigureQuestion) => Promise<FigureAnswer>;
}

/** Makes a figure that refuses what it cannot honour, so that no answer is of other claims or rows than were asked for. */
export function defineFigure(figure: Figure): Figure {
  return {
    ...figure,
    async answer(db, question) {
      checkFilter(figure, question.filter);
      if (!figure.by.includes(question.by))
        throw new AppError('split_not_applicable', {
          ...{ by: question.by, figure: figure.name, known: figure.by.join(', ') },
        });
      return await figure.answer(db, question);
    },
  };
}

/** @throws AppError filter_not_applicable */
export function checkFilter(figure: Figure, filter: FigureFilter): void {
  const known: readonly string[] = figure.filters;
  for (const [name, value] of Object.entries(filterQuery(filter))) {
    const ofItself = filter.noDate && (name === 'fiscal_year' || name === 'undated');
    // Where nothing is without a date, "with those without one" is all there is.
    if (known.includes(name) || ofItself || (name === 'undated' && value === 'with')) continue;
    throw new AppError('filter_not_applicable', { name, figure: figure.name, known: known.join(', ') });
  }
}
