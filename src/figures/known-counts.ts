import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { fiscalYearRange } from '../domain/fiscal-year.js';
import { claimConditions } from './claim-conditions.js';
import { noFacts } from './claim-facts.js';
import {
  asksOnly,
  type ClaimListFilter,
  everyClaim,
  isFigureFilter,
  periodParts,
  postedTrait,
} from './claim-list-filter.js';
import { measuresInAll } from './claim-sums.js';
import { ofWholeMonths } from './figure-months.js';
import { asking, type SumsQueryable } from './remembered-sums.js';
import { summedSource } from './summed-source.js';

/**
 * How many claims the list has at most, by the sums that are kept: exactly, or those of a wider filter where nobody keeps
 * the sums of this one. null = not known.
 */
export async function claimsAtMost(db: Queryable, filter: ClaimListFilter): Promise<number | null> {
  const [summed, indexed] = [await claimsBySums(db, filter), await claimsByIndex(db, filter)];
  return summed === null || indexed === null ? (summed ?? indexed) : Math.min(summed, indexed);
}

/** So few claims are read whole and put in order; more are walked in the order of an index. */
export const few = 20_000;
/** The same where an index has all that is asked of them, and all that they can be ordered by. */
const fewInIndex = 60_000;

/** How many states and single facts are asked; one of them stands in an index with scheme, kind, hospital, period and amounts. */
export function factsInIndex({
  states,
  waitingStm,
  sentLate,
  stay,
  mainHospital,
  treating,
}: ClaimListFilter): number {
  const facts = [states.length > 0 || waitingStm !== null, sentLate, stay, mainHospital, treating];
  return facts.filter(Boolean).length;
}

/** How many claims of a list are so few that they are found by its filter. */
export function fewOf(filter: ClaimListFilter): number {
  const facts = ['states', 'waitingStm', 'sentLate', 'stay', 'mainHospital', 'treating'] as const;
  const known = [...periodParts, 'schemes', 'kinds', 'hospital', ...facts] as const;
  const isInIndex = factsInIndex(filter) === 1 && asksOnly(filter, known);
  return isInIndex || postedTrait(filter) !== null ? fewInIndex : few;
}

/**
 * How many claims wait for their statement as long as is asked, which no sums know: counted by the index of states, but not
 * further than the few that a list finds by their filter. null = more, or no such time is asked.
 */
async function claimsByIndex(db: Queryable, filter: ClaimListFilter): Promise<number | null> {
  const { fiscalYear, from, to, undated, waitingStm } = filter;
  if (waitingStm === null || waitingStm.age === 'all') return null;
  const days = fiscalYear === null ? { from, to } : fiscalYearRange(fiscalYear);
  const where = claimConditions({ ...everyClaim, ...days, undated, waitingStm });
  const most = fewOf(filter);
  const row = await db.first<{ claims: number }>(
    sql`select count(*) as claims from (select c.id from claim_current c where ${where} limit ${most + 1}) x`,
  );
  const claims = row?.claims ?? 0;
  return claims <= most ? claims : null;
}

async function claimsBySums(db: Queryable, filter: ClaimListFilter): Promise<number | null> {
  const stated = filter.adjrw === null ? null : await statingAdjrw(db, filter, filter.adjrw);
  if (stated !== null) return stated;
  const counts: number[] = [];
  for (const one of summedWider(filter)) counts.push((await measuresInAll(db, one, ['claims'])).claims);
  return counts.length === 0 ? null : Math.min(...counts);
}

/** Filters that sums are kept of and that hold all claims of this one: itself, or what is left of it without a part. */
function summedWider(filter: ClaimListFilter): ClaimListFilter[] {
  if (isFigureFilter(filter) && summedSource(filter, null) !== null) return [filter];
  const unsummed = { adjrw: null, waitingStm: null, states: [], items: {}, ...noFacts };
  const inMonths = { ...ofWholeMonths(filter), ...unsummed };
  const wider: readonly ClaimListFilter[] = [
    filter,
    ...singleFacts(filter).map((fact) => ({ ...inMonths, ...ofNoOther, ...fact })),
    ...[inMonths, { ...inMonths, drg: null }, { ...inMonths, fund: null, serviceType: null }],
    ...[
      { ...inMonths, errorCode: null, drg: null },
      { ...inMonths, fund: null, serviceType: null, drg: null },
      { ...inMonths, ...ofNoOther },
    ],
  ];
  const different = new Map(wider.map((one) => [JSON.stringify(one), one]));
  return [...different.values()].filter((one) => summedSource(one, null) !== null);
}

/** Sums of single facts know nothing of these. */
const ofNoOther = { errorCode: null, fund: null, serviceType: null, drg: null, referrer: null };

/** Each fact that is asked and has sums, by itself, and what statements say. */
function singleFacts({
  paymentColumn,
  mainHospital,
  treating,
  sentLate,
  stay,
  states,
  waitingStm,
}: ClaimListFilter) {
  const facts: readonly Partial<ClaimListFilter>[] = [
    { paymentColumn },
    { mainHospital },
    { treating },
    { sentLate },
    { stay },
    { waitingStm },
  ];
  const asked = facts.filter((fact) => Object.values(fact).some((value) => value !== null));
  return states.length === 0 ? asked : [...asked, { states }];
}

/** Sums know how many of their claims state an AdjRW; null where none answer the rest of the filter. */
async function statingAdjrw(db: Queryable, filter: ClaimListFilter, states: boolean): Promise<number | null> {
  const others = { ...filter, adjrw: null };
  if (!isFigureFilter(filter) || summedSource(others, null) === null) return null;
  const { claims, adjrwClaims } = await measuresInAll(db, others, ['claims', 'adjrwClaims']);
  return states ? adjrwClaims : claims - adjrwClaims;
}

/** Claims of a month (Gregorian, '' = without a day) and a kind that are denied, or that are not. */
export interface Side {
  readonly month: string;
  readonly kind: string;
  readonly denied: boolean;
}

/**
 * The sides that hold all claims of the filter, by the sums that are kept: whoever walks others passes over all of their claims
 * for none.
 */
export async function filledSides(db: SumsQueryable, filter: ClaimListFilter): Promise<Side[]> {
  const known: Map<string, Side>[] = [];
  for (const one of summedWider(filter)) known.push(await sidesOfSums(db, one, filter.adjrw));
  const [first, ...others] = known;
  return [...(first ?? [])].filter(([key]) => others.every((some) => some.has(key))).map(([, side]) => side);
}

async function sidesOfSums(
  db: SumsQueryable,
  filter: ClaimListFilter,
  adjrw: boolean | null,
): Promise<Map<string, Side>> {
  const kept = summedSource(filter, null);
  if (kept === null) throw new Error('only of filters that sums are kept of');
  const [stating, others] = [sql`c.adjrw_claims`, sql`c.claims - c.adjrw_claims`];
  const claims = adjrw === null ? sql`c.claims` : adjrw ? stating : others;
  const rows = await asking(
    db,
    kept,
  )<{ month: string; kind: string; denied: number }>(sql`
    select c.service_month as "month", c.kind, case when c.is_denied then 1 else 0 end as denied
    from ${kept.from} group by c.service_month, c.kind, c.is_denied having sum(${claims}) <> 0`);
  return new Map(
    rows.map(({ month, kind, denied }) => [
      `${month} ${kind} ${denied}`,
      { month, kind, denied: Number(denied) === 1 },
    ]),
  );
}
