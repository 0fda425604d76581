import { z } from 'zod';
import { type Sql, sql } from '../db/sql.js';
import { AppError } from '../domain/errors.js';

/** What a list of claims can be ordered by; `id` is the order in which they came. */
export const claimSorts = ['id', 'day', 'claimed', 'reimbursed', 'loss', 'tran_id'] as const;
export type ClaimSort = (typeof claimSorts)[number];

/** Claims without a value stand at the end, whichever way the others go; equal ones go by their id. */
export interface ClaimOrder {
  readonly sort: ClaimSort;
  readonly falling: boolean;
}

/** Those that came last first. */
export const newestFirst: ClaimOrder = { sort: 'id', falling: true };

/** Where a page begins: behind or before the row of this value and id. */
export interface ClaimCursor {
  readonly side: 'after' | 'before';
  /** null where the claim has none, and for the order by id. */
  readonly value: string | null;
  readonly id: number;
  /** Rows of the list before the page. */
  readonly rank: number;
}

/** Which page of a list is asked for. */
export interface PageQuestion {
  readonly order: ClaimOrder;
  readonly cursor: ClaimCursor | null;
  readonly limit: number;
}

/** One stretch of the list that an index reads from its begin to its end, without a choice between conditions. */
export interface Stretch {
  readonly where: Sql;
  readonly order: Sql;
  readonly column: Sql;
  readonly direction: Sql;
}

const columns: Readonly<Record<ClaimSort, Sql>> = {
  id: sql`c.id`,
  day: sql`c.service_day`,
  claimed: sql`c.claimed`,
  reimbursed: sql`c.reimbursed`,
  loss: sql`c.loss`,
  tran_id: sql`c.tran_id`,
};
/** Orders by money. */
export const amountSorts: ReadonlySet<ClaimSort> = new Set(['claimed', 'reimbursed', 'loss']);
const mayBeEmpty: ReadonlySet<ClaimSort> = new Set([...amountSorts, 'day']);

/**
 * The stretches of the list from the cursor on, in the order in which they are walked (towards the begin of the list for
 * `before`). Each is one range of one index: databases order NULLs differently and not all read `(a, b) < (x, y)` by index.
 */
export function stretches({ sort, falling }: ClaimOrder, cursor: ClaimCursor | null): Stretch[] {
  const back = cursor?.side === 'before';
  const falls = falling !== back;
  const direction = falls ? sql`desc` : sql`asc`;
  const sign = falls ? sql`<` : sql`>`;
  const column = columns[sort];
  if (sort === 'id') {
    const where = cursor === null ? sql`1 = 1` : sql`c.id ${sign} ${cursor.id}`;
    return [{ where, order: sql`c.id ${direction}`, column, direction }];
  }
  const stretch = (where: Sql): Stretch => ({
    where,
    order: sql`${column} ${direction}, c.id ${direction}`,
    column,
    direction,
  });
  const empty = mayBeEmpty.has(sort) ? [stretch(sql`${column} is null`)] : [];
  const filled = stretch(sql`${column} is not null`);
  if (cursor === null) return [filled, ...empty];
  const behindId = sql`c.id ${sign} ${cursor.id}`;
  if (cursor.value === null)
    return [stretch(sql`${column} is null and ${behindId}`), ...(back ? [filled] : [])];
  // A decimal column is compared with a text as floating-point numbers by MySQL.
  const value = amountSorts.has(sort) ? sql`cast(${cursor.value} as decimal(15,2))` : sql`${cursor.value}`;
  return [
    stretch(sql`${column} = ${value} and ${behindId}`),
    stretch(sql`${column} ${sign} ${value}`),
    ...(back ? [] : empty),
  ];
}

/** The order of the whole list in one statement; null = that of the falling id. */
export function wholeOrder({ sort, falling }: ClaimOrder): Sql | null {
  const direction = falling ? sql`desc` : sql`asc`;
  if (sort === 'id') return falling ? null : sql`c.id asc`;
  const column = columns[sort];
  const last = mayBeEmpty.has(sort) ? sql`case when ${column} is null then 1 else 0 end, ` : sql``;
  return sql`${last}${column} ${direction}, c.id ${direction}`;
}

const orderText = z
  .string()
  .regex(/^-?[a-z_]+$/)
  .transform((text) => ({ sort: text.replace('-', ''), falling: text.startsWith('-') }))
  .pipe(z.object({ sort: z.enum(claimSorts), falling: z.boolean() }));

/**
 * `sort=claimed`, `sort=-claimed` (falling); without one those that came last first.
 * @throws AppError filter_invalid
 */
export function readClaimOrder(text: unknown): ClaimOrder {
  if (text === undefined || text === '') return newestFirst;
  const read = orderText.safeParse(text);
  if (!read.success) throw new AppError('filter_invalid', { name: 'sort', example: '-claimed' });
  return read.data;
}

/** The order as an address has it; null = the usual one. */
export function claimOrderText({ sort, falling }: ClaimOrder): string | null {
  const text = `${falling ? '-' : ''}${sort}`;
  return text === '-id' ? null : text;
}

const cursorParts = z.tuple([
  z.enum(['after', 'before']),
  z.string().max(64).nullable(),
  z.number().int(),
  z.number().int().min(0),
]);
const amount = z
  .string()
  .regex(/^-?\d{1,13}\.\d\d$/)
  .nullable();
const valuesOf: Readonly<Record<ClaimSort, z.ZodType<string | null>>> = {
  id: z.null(),
  day: z.iso.date().nullable(),
  claimed: amount,
  reimbursed: amount,
  loss: amount,
  tran_id: z.string(),
};

/** A cursor as text for an address, not for people. */
export function claimCursorText({ side, value, id, rank }: ClaimCursor): string {
  return Buffer.from(JSON.stringify([side, value, id, rank])).toString('base64url');
}

/**
 * Reads what `claimCursorText` wrote for a list of the same order; '' and undefined = the first page.
 * @throws AppError filter_invalid
 */
export function readClaimCursor(text: unknown, { sort }: ClaimOrder): ClaimCursor | null {
  if (text === undefined || text === '') return null;
  const read = typeof text === 'string' ? cursorParts.safeParse(jsonOf(text)) : null;
  if (read?.success) {
    const [side, value, id, rank] = read.data;
    if (valuesOf[sort].safeParse(value).success) return { side, value, id, rank };
  }
  throw new AppError('filter_invalid', { name: 'cursor', example: 'limit=50' });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    // No JSON is no cursor: the caller says so.
    return null;
  }
}
