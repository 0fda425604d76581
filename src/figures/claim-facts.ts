/** What a filter asks of single facts of a claim that no sums are kept of. */
import { z } from 'zod';
import { type Sql, sql } from '../db/sql.js';
import { paymentColumnOf } from '../domain/payment-columns.js';

export interface FactFilter {
  /** Day of the week of the service date, 1 = Monday to 7 = Sunday. */
  readonly weekday: number | null;
  /** Hospital where the patient is registered (HMAIN); `none` = claims that name none. */
  readonly mainHospital: string | null;
  /** The unit that treated (HCODE of the row); `none` = claims that name none. */
  readonly treating: string | null;
  /** By how many per cent a claim is paid that was sent late (PS): `95`, or one of `lateWords`. */
  readonly sentLate: string | null;
  /** Days that an inpatient stayed: `0`, `4-7`, `31+`, or one of `knownWords`. */
  readonly stay: string | null;
  /** A payment column of the REP that has an amount, by its name in the tables; `any` = some column has one. */
  readonly paymentColumn: string | null;
}

/** No fact is asked for. */
export const noFacts: FactFilter = {
  ...{ weekday: null, mainHospital: null, treating: null, sentLate: null, stay: null, paymentColumn: null },
};

/** Names of these filters in an address. */
export const factNames = [
  ...(['weekday', 'main_hospital', 'treating', 'sent_late', 'stay', 'payment_column'] as const),
] as const;

/** Whether the claim states it at all. */
export const knownWords = ['any', 'none'] as const;
/** Paid by less than 100 per cent, or by all. */
export const lateWords = ['yes', 'no', ...knownWords] as const;

/** Stays as pages offer them. */
export const stayRanges = ['0', '1', '2-3', '4-7', '8-14', '15-30', '31+'] as const;

const percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,4})?$/)
  .transform((text) => String(Number(text)));
const range = /^(\d{1,4})(?:(\+)|-(\d{1,4}))?$/;
const days = z.string().refine((text) => daysOf(text) !== null);

/** As an address has them; a value longer than any code is none. */
export const factQuestions = (text: z.ZodType<string>) => ({
  weekday: z.coerce.number().int().min(1).max(7).optional(),
  main_hospital: text.optional(),
  treating: text.optional(),
  sent_late: z.enum(lateWords).or(percent).optional(),
  stay: z.enum(knownWords).or(days).optional(),
  payment_column: z
    .string()
    .refine((name) => name === 'any' || paymentColumnOf(name) !== undefined)
    .optional(),
});
export const factExamples = { weekday: '1', sent_late: 'yes', stay: '4-7', payment_column: 'iphc' } as const;

/** First and last day of a range; null = it is none, a last day of null = any longer stay. */
function daysOf(text: string): { readonly first: number; readonly last: number | null } | null {
  const match = range.exec(text);
  if (match === null) return null;
  const first = Number(match[1]);
  const last = match[2] ? null : Number(match[3] ?? match[1]);
  return last !== null && last < first ? null : { first, last };
}

export function factsOfQuery(asked: {
  readonly weekday?: number | undefined;
  readonly main_hospital?: string | undefined;
  readonly treating?: string | undefined;
  readonly sent_late?: string | undefined;
  readonly stay?: string | undefined;
  readonly payment_column?: string | undefined;
}): FactFilter {
  return {
    weekday: asked.weekday ?? null,
    mainHospital: asked.main_hospital ?? null,
    treating: asked.treating ?? null,
    sentLate: asked.sent_late ?? null,
    stay: asked.stay ?? null,
    paymentColumn: asked.payment_column ?? null,
  };
}

export function factsQuery({ weekday, mainHospital, treating, sentLate, stay, paymentColumn }: FactFilter) {
  return {
    ...{ weekday, main_hospital: mainHospital, treating, sent_late: sentLate, stay },
    payment_column: paymentColumn,
  };
}

/**
 * The conditions on `claim_current c`. `beside` an index that the claims are walked by, they are asked so that no database
 * takes their own in its place, and puts all claims that have the fact in order.
 */
export function factConditions(filter: Omit<FactFilter, 'paymentColumn'>, beside = false): Sql[] {
  const { weekday, mainHospital, treating, sentLate, stay } = filter;
  const number = (column: Sql) => (beside ? sql`(${column} + 0)` : column);
  const text = (column: Sql) => (beside ? sql`(${column} || '')` : column);
  const hmain = text(sql`c.hmain`);
  return [
    ...(weekday === null ? [] : [sql`c.service_weekday = ${weekday}`]),
    ...(mainHospital === null
      ? []
      : [mainHospital === 'none' ? sql`${hmain} is null` : sql`${hmain} = ${mainHospital}`]),
    ...(treating === null ? [] : [sql`${text(sql`c.hcode`)} = ${treating === 'none' ? '' : treating}`]),
    ...(sentLate === null ? [] : [lateCondition(number(sql`c.late_percent`), sentLate)]),
    ...(stay === null ? [] : stayConditions(number(sql`c.stay_days`), stay)),
  ];
}

/** Claims that state such a percentage, in a column that holds it. */
export function lateCondition(column: Sql, asked: string): Sql {
  if (asked === 'any') return sql`${column} is not null`;
  if (asked === 'none') return sql`${column} is null`;
  if (asked === 'yes') return sql`${column} < 100`;
  // A decimal column is compared with a text as floating-point numbers by MySQL.
  return asked === 'no' ? sql`${column} >= 100` : sql`${column} = cast(${asked} as decimal(9,4))`;
}

/** Claims that state such a number of days, in a column that holds it. */
export function stayConditions(column: Sql, asked: string): Sql[] {
  if (asked === 'any') return [sql`${column} is not null`];
  const taken = daysOf(asked);
  if (taken === null) return [sql`${column} is null`];
  const { first, last } = taken;
  if (last === first) return [sql`${column} = ${first}`];
  return [sql`${column} >= ${first}`, ...(last === null ? [] : [sql`${column} <= ${last}`])];
}
