import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';
import { fiscalYearRange } from '../domain/fiscal-year.js';
import { maskName } from '../domain/mask-identity.js';
import { type ClaimListFilter, claimListConditions } from './claim-list-filter.js';
import { type ClaimCursor, type ClaimOrder, newestFirst, stretches } from './claim-order.js';

/** One claim by its current version, without citizen id; baht, Gregorian days. */
export interface ClaimListRow extends Omit<StoredClaim, 'patient_name'> {
  /** Name with most of its letters hidden. */
  readonly patient: string | null;
}

/** The row as it is stored. */
export interface StoredClaim {
  readonly id: number;
  readonly hospital_code: string;
  readonly tran_id: string;
  readonly kind: string;
  readonly scheme: string;
  readonly rep_no: string;
  readonly hn: string | null;
  readonly an: string | null;
  readonly patient_name: string | null;
  readonly main_fund: string;
  readonly service_type: string;
  readonly drg: string | null;
  readonly adjrw: string | null;
  readonly service_day: string | null;
  readonly is_denied: boolean;
  readonly error_code: string | null;
  readonly claimed: string | null;
  readonly reimbursed: string | null;
  readonly loss: string | null;
  readonly versions: number;
  readonly file_id: number;
  readonly file_date: string | null;
}

/** Columns of `claim_current c` for a StoredClaim. */
export const claimColumns = sql`c.id, c.hospital_code, c.tran_id, c.kind, lower(c.scheme) as scheme, c.rep_no, c.hn, c.an,
  c.patient_name, c.main_fund, c.service_type, c.drg, c.adjrw, c.service_day, c.is_denied, c.error_code, c.claimed,
  c.reimbursed, c.loss, c.versions, c.file_id, c.file_date`;

export function claimListRow({ patient_name, ...row }: StoredClaim): ClaimListRow {
  return { ...row, patient: patient_name === null ? null : maskName(patient_name) };
}

export interface ClaimPage {
  readonly rows: readonly ClaimListRow[];
  /** Rows of the list before the first of these, as the way here counted them. */
  readonly rank: number;
  /** Where the next page begins; null = these are the last. */
  readonly next: ClaimCursor | null;
  readonly previous: ClaimCursor | null;
}

export interface PageQuestion {
  readonly order: ClaimOrder;
  readonly cursor: ClaimCursor | null;
  readonly limit: number;
}

/** The value of a row that the list is ordered by. */
function orderedBy(row: ClaimListRow, { sort }: ClaimOrder): string | null {
  if (sort === 'id') return null;
  return sort === 'day' ? row.service_day : row[sort];
}

async function walk(
  db: Queryable,
  filter: ClaimListFilter,
  { order, cursor, limit }: PageQuestion,
): Promise<ClaimListRow[]> {
  const months = order.sort === 'id' ? monthsOf(filter) : null;
  if (months !== null) return await walkMonths(db, filter, months, { order, cursor, limit });
  const where = claimListConditions(byDays(filter));
  const rows: ClaimListRow[] = [];
  for (const stretch of stretches(order, cursor)) {
    if (rows.length === limit) break;
    const some = await db.query<StoredClaim>(sql`
      select ${claimColumns} from claim_current c where ${where} and ${stretch.where}
      order by ${stretch.order} limit ${limit - rows.length}`);
    rows.push(...some.map(claimListRow));
  }
  return rows;
}

/** A fiscal year as the days that it has, which an index has in order. */
function byDays(filter: ClaimListFilter): ClaimListFilter {
  if (filter.fiscalYear === null) return filter;
  return { ...filter, fiscalYear: null, ...fiscalYearRange(filter.fiscalYear) };
}

/** At most so many months are walked side by side. */
const mostMonths = 24;

/**
 * The months of a period that has whole ones, null = claims without a date; null where it is none such, and where the few
 * claims of an error code or a number are looked up instead, which would be done for each month again.
 */
function monthsOf(filter: ClaimListFilter): (string | null)[] | null {
  const { errorCode, repNo, tranId } = filter;
  if (repNo !== null || tranId !== null || (errorCode !== null && errorCode !== 'none')) return null;
  const { from, to, undated } = byDays(filter);
  if (undated === 'only') return [null];
  if (from === null || to === null || !from.endsWith('-01') || !to.endsWith('-01')) return null;
  const months: (string | null)[] = undated === 'with' ? [null] : [];
  for (let month = from.slice(0, 7); month < to.slice(0, 7); month = nextMonth(month)) {
    months.push(month);
    if (months.length > mostMonths) return null;
  }
  return months;
}

function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}

/**
 * By the order in which they came: the months side by side, each by its index, since claims of one period came together
 * and somebody who walks all claims would pass over those of every other period.
 */
async function walkMonths(
  db: Queryable,
  filter: ClaimListFilter,
  months: readonly (string | null)[],
  { order, cursor, limit }: PageQuestion,
): Promise<ClaimListRow[]> {
  const where = claimListConditions({ ...filter, fiscalYear: null, from: null, to: null, undated: null });
  const [stretch] = stretches(order, cursor);
  if (stretch === undefined) return [];
  const each = months.map((month) => {
    const ofMonth = month === null ? sql`c.service_month is null` : sql`c.service_month = ${month}`;
    return sql`(select c.id from claim_current c where ${ofMonth} and ${where} and ${stretch.where}
      order by ${stretch.order} limit ${limit})`;
  });
  const rows = await db.query<StoredClaim>(sql`
    select ${claimColumns} from (${join(each, ' union all ')}) m join claim_current c on c.id = m.id
    order by ${stretch.order} limit ${limit}`);
  return rows.map(claimListRow);
}

/** One page of the claims of the filter; it costs the same wherever in the list it stands. */
export async function listClaims(
  db: Queryable,
  filter: ClaimListFilter,
  question: PageQuestion,
): Promise<ClaimPage> {
  const { order, cursor, limit } = question;
  // One more row tells whether the list goes on.
  const found = await walk(db, filter, { ...question, limit: limit + 1 });
  const goesOn = found.length > limit;
  const back = cursor?.side === 'before';
  const rows = back ? found.slice(0, limit).reverse() : found.slice(0, limit);
  const rank = cursor === null || (back && !goesOn) ? 0 : Math.max(0, cursor.rank);
  const place = (side: ClaimCursor['side'], row: ClaimListRow | undefined, at: number): ClaimCursor | null =>
    row === undefined ? null : { side, value: orderedBy(row, order), id: row.id, rank: at };
  const hasNext = back || goesOn;
  const hasPrevious = back ? goesOn : cursor !== null;
  return {
    rows,
    rank,
    next: hasNext ? place('after', rows.at(-1), rank + rows.length) : null,
    previous: hasPrevious ? place('before', rows[0], Math.max(0, rank - limit)) : null,
  };
}

/** Every claim of the filter in the order of the list, read in pages so that no list is held whole. */
export async function* eachClaim(
  db: Queryable,
  filter: ClaimListFilter,
  order: ClaimOrder = newestFirst,
): AsyncGenerator<ClaimListRow> {
  for (let cursor: ClaimCursor | null = null; ; ) {
    const page: ClaimPage = await listClaims(db, filter, { order, cursor, limit: 500 });
    yield* page.rows;
    if (page.next === null) return;
    cursor = page.next;
  }
}
