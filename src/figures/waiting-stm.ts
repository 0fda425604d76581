import { type Sql, sql } from '../db/sql.js';

/** Days since the REP, each with its first and last. */
const ages = {
  '0-30': [Number.NEGATIVE_INFINITY, 30],
  '31-60': [31, 60],
  '61-90': [61, 90],
  '90+': [91, Number.POSITIVE_INFINITY],
} as const;

type Age = keyof typeof ages;
export const waitingAges: readonly Age[] = ['0-30', '31-60', '61-90', '90+'];

/** What a filter may ask of claims that wait for their statement: some days, a date that nobody knows, or all. */
export const waitingWords = ['all', '0-30', '31-60', '61-90', '90+', 'unknown'] as const;

export interface WaitingStm {
  readonly age: (typeof waitingWords)[number];
  /** Gregorian day from which the age is counted back. */
  readonly today: string;
}

/** The age of a day; null where the day is not known. One to come is of today. */
export function ageOf(day: string | null, today: string): Age | null {
  if (day === null) return null;
  const days = (Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000;
  return waitingAges.find((age) => days <= ages[age][1]) ?? null;
}

/** Claims of `claim_current c` that passed and stand in no statement, of a scheme that has statements. */
export const waitsForStatement: Sql = sql`c.recon_state = 'waiting_stm'`;

/** Those of them whose REP is so old; `waits` may say in other words which claims wait. */
export function waitingCondition({ age, today }: WaitingStm, waits = waitsForStatement): Sql {
  if (age === 'all') return waits;
  if (age === 'unknown') return sql`${waits} and c.file_date is null`;
  const [first, last] = ages[age];
  const since = Number.isFinite(last) ? sql` and c.file_date >= ${daysBefore(today, last)}` : sql``;
  const until = Number.isFinite(first) ? sql` and c.file_date <= ${daysBefore(today, first)}` : sql``;
  return sql`${waits} and c.file_date is not null${since}${until}`;
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
