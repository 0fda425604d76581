import { join, type Sql, sql } from '../db/sql.js';
import {
  besidePostings,
  byDays,
  type ClaimListFilter,
  claimListConditions,
  isFigureFilter,
  mayBeMany,
  type PostedTrait,
  postedTrait,
} from './claim-list-filter.js';
import { type ClaimOrder, type PageQuestion, type Stretch, stretches } from './claim-order.js';
import { sidesOf } from './claim-sides.js';
import { factsInIndex, few, fewOf } from './known-counts.js';
import { postedClaims } from './posted-claims.js';
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
  // Claims with an item are looked up from the rows of these, which would be done for each side again.
  const withItem = Object.keys(filter.items).length > 0;
  const posted = postedTrait(filter);
  const most = order.sort === 'tran_id' && posted === null ? few : fewOf(filter);
  const ofList = !isFigureFilter(filter) && !mayBeMany(filter);
  const isFew = ofList || withItem || (atMost !== null && atMost <= most);
  const isPosted = posted !== null && (isFew || order.sort === 'id');
  const sides = isFew || isPosted ? null : await sidesOf(db, filter, order.sort);
  return stretches(order, cursor).map((stretch) => (rest = limit) => {
    if (isPosted) return ofPostings(posted, order, stretch, rest);
    if (isFew) return gathered(inIndex(filter), stretch, rest);
    if (sides === null) return walked(claimListConditions(days, true), stretch, rest);
    const branches = sides.each.map(
      (side) => sql`(${walked(sql`${side} and ${sides.where}`, stretch, rest)})`,
    );
    if (branches.length === 0) return walked(sql`1 = 0`, stretch, rest);
    return inOrder(join(branches, ' union all '), stretch, rest);
  });
}

/** Postings of one value lie in the order of their claims; for another they are put in order. */
function ofPostings(posted: PostedTrait, { sort }: ClaimOrder, stretch: Stretch, limit: number): Sql {
  const found = sort === 'id' ? walked : gathered;
  return found(besidePostings(posted), stretch, limit, postedClaims(posted));
}

/** The conditions in the words of the index that has few claims of theirs, and holds what else is asked. */
function inIndex(filter: ClaimListFilter): Sql {
  const days = byDays(filter);
  if (filter.fund !== null) return ofFund(days);
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

const allClaims = sql`claim_current c`;

function walked(where: Sql, { where: from, order, column }: Stretch, limit: number, claims = allClaims): Sql {
  return sql`select c.id, ${column} as v from ${claims} where ${where} and ${from} order by ${order} limit ${limit}`;
}

/** Ids of a few claims, found by their filter alone; the inner limit keeps databases from walking an order for it. */
function gathered(where: Sql, stretch: Stretch, limit: number, claims = allClaims): Sql {
  const all = sql`select c.id, ${stretch.column} as v from ${claims} where ${where} and ${stretch.where}`;
  return inOrder(sql`${all} limit ${mostEver}`, stretch, limit);
}

function inOrder(ids: Sql, { direction }: Stretch, limit: number): Sql {
  return sql`select g.id from (${ids}) g order by g.v ${direction}, g.id ${direction} limit ${limit}`;
}
