import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import { fiscalYearOf, fiscalYearRange } from '../domain/fiscal-year.js';
import { factConditions, noFacts } from './claim-facts.js';
import { type ClaimListFilter, claimListConditions, isFigureFilter } from './claim-list-filter.js';
import { amountSorts, type PageQuestion, type Stretch, stretches } from './claim-order.js';
import { waitingCondition } from './waiting-stm.js';

/** So few claims are read whole and put in order; more are walked in the order of an index. */
const few = 20_000;
const mostEver = Number.MAX_SAFE_INTEGER;
/** At most so many months or years are walked side by side. */
const mostSides = 24;
/** The kinds of a claim; '' where its file did not say. */
const kinds = ['OP', 'IP', 'ORF', ''];

/**
 * The part of a statement that finds one stretch of the list: a select of ids, in no order. `atMost` is how many claims
 * the whole selection has at most, null where nobody knows.
 */
export async function stretchIds(
  db: Queryable,
  filter: ClaimListFilter,
  { order, cursor, limit }: PageQuestion,
  atMost: number | null,
): Promise<((limit: number) => Sql)[]> {
  const days = byDays(filter);
  // Claims with a code or an item are looked up from the rows of these, which would be done for each side again.
  const withCode = filter.errorCode !== null && filter.errorCode !== 'none';
  const withItem = Object.keys(filter.items).length > 0;
  const isFew = !isFigureFilter(filter) || withCode || withItem || (atMost !== null && atMost <= few);
  const sides = isFew ? null : await sidesOf(db, filter, order.sort);
  return stretches(order, cursor).map((stretch) => (rest = limit) => {
    if (isFew) return gathered(inIndex(filter), stretch, rest);
    if (sides === null) return walked(besideFacts(days), stretch, rest);
    const branches = sides.each.map(
      (side) => sql`(${walked(sql`${side} and ${sides.where}`, stretch, rest)})`,
    );
    return inOrder(join(branches, ' union all '), stretch, rest);
  });
}

/** The conditions in the words of the index that has few claims of theirs, and holds what else is asked. */
function inIndex(filter: ClaimListFilter): Sql {
  const days = byDays(filter);
  if (filter.fund !== null) return ofFund(days);
  const conditions = claimListConditions(days);
  if (filter.schemes.length === 0 || filter.states.length > 0) return conditions;
  // By scheme, kind and denied or not, then the day: whoever names all of a kind lets the index go on to the next.
  const each = [
    conditions,
    ...(filter.kinds.length === 0 ? [sql`c.kind in (${join(kinds)})`] : []),
    ...(filter.status === null ? [sql`c.is_denied in (${true}, ${false})`] : []),
  ];
  return join(each, ' and ');
}

/** The index of funds has whole months. */
function ofFund(days: ClaimListFilter): Sql {
  const months = wholeMonths(days);
  if (months === null) return claimListConditions(days);
  const rest = claimListConditions({ ...days, from: null, to: null, undated: null });
  return sql`${months} and ${rest}`;
}

/** The period by the month of service; null where it cuts one, or none is asked. */
function wholeMonths({ from, to, undated }: ClaimListFilter): Sql | null {
  if (undated === 'only' || (from === null && to === null)) return null;
  if ([from, to].some((day) => day !== null && !day.endsWith('-01'))) return null;
  const ends = [
    ...(from === null ? [] : [sql`c.service_month >= ${from.slice(0, 7)}`]),
    ...(to === null ? [] : [sql`c.service_month < ${to.slice(0, 7)}`]),
  ];
  const within = join(ends, ' and ');
  return undated === 'with' ? sql`((${within}) or c.service_month is null)` : within;
}

function walked(where: Sql, { where: from, order, column }: Stretch, limit: number): Sql {
  return sql`select c.id, ${column} as v from claim_current c where ${where} and ${from} order by ${order} limit ${limit}`;
}

/** Ids of a few claims, found by their filter alone; the inner limit keeps databases from walking an order for it. */
function gathered(where: Sql, stretch: Stretch, limit: number): Sql {
  const all = sql`select c.id, ${stretch.column} as v from claim_current c where ${where} and ${stretch.where}`;
  return inOrder(sql`${all} limit ${mostEver}`, stretch, limit);
}

function inOrder(ids: Sql, { direction }: Stretch, limit: number): Sql {
  return sql`select g.id from (${ids}) g order by g.v ${direction}, g.id ${direction} limit ${limit}`;
}

interface Sides {
  readonly each: readonly Sql[];
  /** What is asked beside them. */
  readonly where: Sql;
}

/**
 * The list as several that are walked side by side, each by an index in which its claims lie together. Whoever walked all
 * claims by their number would pass over those of every other month, and by an amount over those of every other kind: the
 * least amounts are those of outpatients, and what was denied is reimbursed with nothing.
 */
async function sidesOf(
  db: Queryable,
  filter: ClaimListFilter,
  sort: PageQuestion['order']['sort'],
): Promise<Sides | null> {
  if (sort === 'id') return ofMonths(filter);
  return amountSorts.has(sort) ? await ofYearsAndKinds(db, filter) : null;
}

function ofMonths(filter: ClaimListFilter): Sides | null {
  const { from, to, undated } = byDays(filter);
  const months: (string | null)[] = undated === null ? [] : [null];
  if (undated !== 'only') {
    if (from === null || to === null || !from.endsWith('-01') || !to.endsWith('-01')) return null;
    for (let month = from.slice(0, 7); month < to.slice(0, 7); month = nextMonth(month)) months.push(month);
  }
  if (months.length > mostSides) return null;
  const each = months.map((month) =>
    month === null ? sql`c.service_month is null` : sql`c.service_month = ${month}`,
  );
  const rest = { ...filter, fiscalYear: null, from: null, to: null, undated: null };
  return { each, where: besideIndex(rest) };
}

async function ofYearsAndKinds(db: Queryable, filter: ClaimListFilter): Promise<Sides | null> {
  const years = await yearsOf(db, filter);
  const asked = filter.kinds.length > 0 ? filter.kinds.map((kind) => kind.toUpperCase()) : kinds;
  const denied = deniedOrNot(filter);
  if (years.length > mostSides) return null;
  const each = years.flatMap((year) => {
    const ofYear = year === null ? sql`c.fiscal_year is null` : sql`c.fiscal_year = ${year}`;
    return asked.flatMap((kind) =>
      denied.map((one) => sql`${ofYear} and c.kind = ${kind} and c.is_denied = ${one}`),
    );
  });
  const rest = { ...filter, fiscalYear: null, kinds: [], status: null };
  // Without a day the year says all; with days they say which of the year.
  const byDay = filter.from !== null || filter.to !== null;
  return { each, where: besideIndex(byDay ? rest : { ...rest, undated: null }) };
}

/**
 * The conditions for sides that each have their index: states and facts are asked so that no database takes the index of
 * these in its place (MariaDB does, for each side, and puts all claims of the state in order).
 */
function besideIndex({ states, waitingStm, ...rest }: ClaimListFilter): Sql {
  const state = sql`coalesce(c.recon_state, '')`;
  return join(
    [
      besideFacts({ ...rest, states: [], waitingStm: null }),
      ...(states.length === 0 ? [] : [sql`${state} in (${join([...states])})`]),
      ...(waitingStm === null ? [] : [waitingCondition(waitingStm, sql`${state} = 'waiting_stm'`)]),
    ],
    ' and ',
  );
}

function besideFacts(filter: ClaimListFilter): Sql {
  return join([claimListConditions({ ...filter, ...noFacts }), ...factConditions(filter, true)], ' and ');
}

/** Which of both the claims of a filter may be: its states say it too. */
function deniedOrNot({ status, states, waitingStm }: ClaimListFilter): boolean[] {
  if (status !== null) return [status === 'denied'];
  const asked = waitingStm === null ? states : ['waiting_stm'];
  if (asked.length === 0) return [false, true];
  const ofDenied = asked.filter((state) => state === 'denied' || state === 'needs_person').length;
  return ofDenied === 0 ? [false] : ofDenied === asked.length ? [true] : [false, true];
}

/** Fiscal years in which the claims of the filter may lie; null = without a date. */
async function yearsOf(db: Queryable, filter: ClaimListFilter): Promise<(number | null)[]> {
  const { fiscalYear, from, to, undated } = filter;
  if (undated === 'only') return [null];
  const isAll = fiscalYear === null && from === null && to === null;
  const without = isAll || undated === 'with' ? [null] : [];
  if (fiscalYear !== null) return [fiscalYear, ...without];
  const row = await db.first<{ first: string | null; last: string | null }>(
    sql`select min(service_day) as first, max(service_day) as last from claim_current`,
  );
  if (!row?.first || !row.last) return [null];
  const first = fiscalYearOf(from !== null && from > row.first ? from : row.first);
  const last = fiscalYearOf(to !== null && to < row.last ? to : row.last);
  return [...Array.from({ length: Math.max(0, last - first + 1) }, (_, back) => last - back), ...without];
}

/** A fiscal year as the days that it has, which an index has in order. */
function byDays(filter: ClaimListFilter): ClaimListFilter {
  if (filter.fiscalYear === null) return filter;
  return { ...filter, fiscalYear: null, ...fiscalYearRange(filter.fiscalYear) };
}

function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
