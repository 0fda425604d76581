import type { Queryable } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';
import { fiscalYearRange } from '../domain/fiscal-year.js';
import { subtractBaht } from '../domain/satang.js';
import { claimConditions } from './claim-conditions.js';
import { noFacts } from './claim-facts.js';
import {
  type ClaimListFilter,
  claimListConditions,
  everyClaim,
  isFigureFilter,
} from './claim-list-filter.js';
import { measuresOf } from './claim-measures.js';
import { measuresInAll } from './claim-sums.js';
import { firstOfNextMonth } from './claims-behind.js';
import { summedSource } from './summed-source.js';

/** What all claims of a list come to; baht as text with two places. */
export interface ClaimTotals {
  readonly claims: number;
  readonly denied: number;
  readonly claimed: string;
  readonly reimbursed: string;
  /** claimed − reimbursed, as figures have it. */
  readonly loss: string;
}

const ofTotals = ['claims', 'denied', 'claimed', 'reimbursed', 'loss'] as const;

/** Totals of the whole selection: those of the figures where they know the filter, else summed over the few claims of it. */
export async function claimTotalsOf(
  db: Queryable,
  filter: ClaimListFilter,
  atMost: number | null = null,
): Promise<ClaimTotals> {
  if (atMost === 0) return measuresOf({}, ofTotals);
  if (isFigureFilter(filter)) {
    return await measuresInAll(db, filter, ofTotals);
  }
  return await addedTotals(db, sql`claim_current c where ${claimListConditions(filter)}`);
}

/** The same of the claims `c` that stand behind `from`, added up one by one. */
export async function addedTotals(db: Queryable, from: Sql): Promise<ClaimTotals> {
  const row = await db.first<{ claims: number; denied: number; claimed: string; reimbursed: string }>(sql`
    select count(*) as claims, coalesce(sum(case when c.is_denied then 1 else 0 end), 0) as denied,
      coalesce(sum(c.claimed), 0.00) as claimed, coalesce(sum(c.reimbursed), 0.00) as reimbursed
    from ${from}`);
  const { claims, denied, claimed, reimbursed } = row ?? {
    ...{ claims: 0, denied: 0, claimed: '0.00', reimbursed: '0.00' },
  };
  return { claims, denied, claimed, reimbursed, loss: subtractBaht(claimed, reimbursed) ?? '0.00' };
}

/**
 * How many claims the list has at most, by the sums that are kept: exactly, or those of a wider filter where nobody keeps
 * the sums of this one. null = not known.
 */
export async function claimsAtMost(db: Queryable, filter: ClaimListFilter): Promise<number | null> {
  const [summed, indexed] = [await claimsBySums(db, filter), await claimsByIndex(db, filter)];
  return summed === null || indexed === null ? (summed ?? indexed) : Math.min(summed, indexed);
}

/**
 * How many claims have a state that is asked, in the days that are asked: counted by its index, but not further than the few
 * that a list finds by their filter. null = more, or no state is asked.
 */
export async function claimsByIndex(db: Queryable, filter: ClaimListFilter): Promise<number | null> {
  const { fiscalYear, from, to, undated, states, waitingStm } = filter;
  const days = fiscalYear === null ? { from, to } : fiscalYearRange(fiscalYear);
  const asked = states.length > 0 || waitingStm === null ? states : (['waiting_stm'] as const);
  if (asked.length === 0) return null;
  const where = claimConditions({ ...everyClaim, ...days, undated, states: asked });
  const row = await db.first<{ claims: number }>(
    sql`select count(*) as claims from (select c.id from claim_current c where ${where} limit ${few + 1}) x`,
  );
  const claims = row?.claims ?? 0;
  return claims <= few ? claims : null;
}

async function claimsBySums(db: Queryable, filter: ClaimListFilter): Promise<number | null> {
  const stated = filter.adjrw === null ? null : await statingAdjrw(db, filter, filter.adjrw);
  if (stated !== null) return stated;
  const unsummed = { adjrw: null, waitingStm: null, states: [], items: {}, ...noFacts };
  const inMonths = { ...ofWholeMonths(filter), ...unsummed };
  const wider: readonly ClaimListFilter[] = [
    filter,
    ...singleFacts(filter).map((fact) => ({ ...inMonths, ...ofNoOther, ...fact })),
    ...[inMonths, { ...inMonths, drg: null }, { ...inMonths, fund: null, serviceType: null }],
    ...[
      { ...inMonths, errorCode: null, drg: null },
      { ...inMonths, fund: null, serviceType: null, drg: null },
    ],
  ];
  const known = wider.filter((one) => summedSource(one, null) !== null);
  const [exact] = known;
  if (exact === filter) return (await measuresInAll(db, filter, ['claims'])).claims;
  const counts: number[] = [];
  for (const one of known) counts.push((await measuresInAll(db, one, ['claims'])).claims);
  return counts.length === 0 ? null : Math.min(...counts);
}

/** Sums of single facts know nothing of these. */
const ofNoOther = { errorCode: null, fund: null, serviceType: null, drg: null, referrer: null };

/** Each fact that is asked and has sums, by itself. */
function singleFacts({ paymentColumn, mainHospital, sentLate, stay }: ClaimListFilter) {
  const facts: readonly Partial<ClaimListFilter>[] = [
    { paymentColumn },
    { mainHospital },
    { sentLate },
    { stay },
  ];
  return facts.filter((fact) => Object.values(fact).some((asked) => asked !== null));
}

/** Sums know how many of their claims state an AdjRW; null where none answer the rest of the filter. */
async function statingAdjrw(db: Queryable, filter: ClaimListFilter, states: boolean): Promise<number | null> {
  const others = { ...filter, adjrw: null };
  if (!isFigureFilter(filter) || summedSource(others, null) === null) return null;
  const { claims, adjrwClaims } = await measuresInAll(db, others, ['claims', 'adjrwClaims']);
  return states ? adjrwClaims : claims - adjrwClaims;
}

/** The months that hold the days of a filter. */
function ofWholeMonths({ from, to, ...rest }: ClaimListFilter): ClaimListFilter {
  const end = to === null || to.endsWith('-01') ? to : firstOfNextMonth(to.slice(0, 7));
  return { ...rest, from: from === null ? null : `${from.slice(0, 7)}-01`, to: end };
}

/** Whether totals come at once: by sums that are kept, or because there are few claims to add up. */
export function areTotalsQuick(filter: ClaimListFilter, atMost: number | null): boolean {
  return !isFigureFilter(filter) || summedSource(filter, null) !== null || (atMost ?? few + 1) <= few;
}

/** So many claims are added up while somebody waits for the page. */
const few = 20_000;
