import { join, type Sql, sql } from '../db/sql.js';
import { hasCode } from './claim-conditions.js';
import {
  byDays,
  type ClaimListFilter,
  claimListConditions,
  isFigureFilter,
  mayBeMany,
} from './claim-list-filter.js';
import { type PageQuestion, type Stretch, stretches } from './claim-order.js';
import { besideFacts, sidesOf } from './claim-sides.js';
import { factsInIndex, few, fewOf } from './known-counts.js';
import type { SumsQueryable } from './remembered-sums.js';

const mostEver = Number.MAX_SAFE_INTEGER;
/** The kinds of a claim; '' where its file did not say. */
const kinds = ['OP', 'IP', 'ORF', ''];

/**
 * The part of a statement that finds one stretch of the list: a select of ids, in no order. `atMost` is how many claims
 * the whole selection has at most, null where nobody knows.
 */
export async function stretchIds(
  db: SumsQueryable,
  filter: ClaimListFilter,
  { order, cursor, limit }: PageQuestion,
  atMost: number | null,
): Promise<((limit: number) => Sql)[]> {
  const days = byDays(filter);
  // Claims with a code or an item are looked up from the rows of these, which would be done for each side again.
  const withCode = filter.errorCode !== null && filter.errorCode !== 'none';
  const withItem = Object.keys(filter.items).length > 0;
  const most = order.sort === 'tran_id' ? few : fewOf(filter);
  const ofList = !isFigureFilter(filter) && !mayBeMany(filter);
  const isFew = ofList || withCode || withItem || (atMost !== null && atMost <= most);
  const sides = isFew ? null : await sidesOf(db, filter, order.sort);
  return stretches(order, cursor).map((stretch) => (rest = limit) => {
    if (isFew) return gathered(inIndex(filter), stretch, rest);
    if (sides === null) return walked(besideFacts(days), stretch, rest);
    const branches = sides.each.map(
      (side) => sql`(${walked(sql`${side} and ${sides.where}`, stretch, rest)})`,
    );
    if (branches.length === 0) return walked(sql`1 = 0`, stretch, rest);
    return inOrder(join(branches, ' union all '), stretch, rest);
  });
}

/** The conditions in the words of the index that has few claims of theirs, and holds what else is asked. */
function inIndex(filter: ClaimListFilter): Sql {
  const days = byDays(filter);
  if (filter.fund !== null) return ofFund(days);
  if (filter.errorCode !== null && filter.errorCode !== 'none')
    return sql`${hasCode(filter.errorCode)} and ${claimListConditions({ ...days, errorCode: null })}`;
  const conditions = claimListConditions(days);
  if (filter.schemes.length === 0 || factsInIndex(filter) > 0) return conditions;
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
