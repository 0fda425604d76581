import { join, type Sql, sql } from '../db/sql.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import { byDays, type ClaimListFilter, claimListConditions } from './claim-list-filter.js';
import { amountSorts, type PageQuestion } from './claim-order.js';
import { filledSides, type Side } from './known-counts.js';
import type { SumsQueryable } from './remembered-sums.js';
import { waitingCondition } from './waiting-stm.js';

/** At most so many months or years are walked side by side. */
const mostSides = 24;

export interface Sides {
  readonly each: readonly Sql[];
  /** What is asked beside them. */
  readonly where: Sql;
}

/**
 * The list as several that are walked side by side, each by an index in which its claims lie together. Whoever walked all
 * claims by their number would pass over those of every other month, and by an amount over those of every other kind: the
 * least amounts are those of outpatients, and what was denied is reimbursed with nothing.
 */
export async function sidesOf(
  db: SumsQueryable,
  filter: ClaimListFilter,
  sort: PageQuestion['order']['sort'],
): Promise<Sides | null> {
  if (sort === 'id') return hasWholeMonths(filter) ? ofMonths(filter, await filledSides(db, filter)) : null;
  return amountSorts.has(sort) ? ofYearsAndKinds(filter, await filledSides(db, filter)) : null;
}

function hasWholeMonths(filter: ClaimListFilter): boolean {
  const { from, to, undated } = byDays(filter);
  return undated === 'only' || [from, to].every((day) => day?.endsWith('-01'));
}

function ofMonths(filter: ClaimListFilter, filled: readonly Side[]): Sides | null {
  const months = [...new Set(filled.map(({ month }) => month))];
  if (months.length > mostSides) return null;
  const each = months.map((month) =>
    month === '' ? sql`c.service_month is null` : sql`c.service_month = ${month}`,
  );
  const rest = { ...filter, fiscalYear: null, from: null, to: null, undated: null };
  return { each, where: besideIndex(rest) };
}

function ofYearsAndKinds(filter: ClaimListFilter, filled: readonly Side[]): Sides | null {
  const denied = deniedOrNot(filter);
  const sides = filled
    .filter((side) => denied.includes(side.denied))
    .map(({ month, ...side }) => ({ year: month === '' ? null : fiscalYearOf(`${month}-01`), ...side }));
  const different = [...new Map(sides.map((side) => [JSON.stringify(side), side])).values()];
  if (new Set(different.map(({ year }) => year)).size > mostSides) return null;
  const each = different.map(({ year, kind, denied: isDenied }) => {
    const ofYear = year === null ? sql`c.fiscal_year is null` : sql`c.fiscal_year = ${year}`;
    return sql`${ofYear} and c.kind = ${kind} and c.is_denied = ${isDenied}`;
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
      claimListConditions({ ...rest, states: [], waitingStm: null }, true),
      ...(states.length === 0 ? [] : [sql`${state} in (${join([...states])})`]),
      ...(waitingStm === null ? [] : [waitingCondition(waitingStm, sql`${state} = 'waiting_stm'`)]),
    ],
    ' and ',
  );
}

/** Which of both the claims of a filter may be: its states say it too. */
function deniedOrNot({ status, states, waitingStm }: ClaimListFilter): boolean[] {
  if (status !== null) return [status === 'denied'];
  const asked = waitingStm === null ? states : ['waiting_stm'];
  if (asked.length === 0) return [false, true];
  const ofDenied = asked.filter((state) => state === 'denied' || state === 'needs_person').length;
  return ofDenied === 0 ? [false] : ofDenied === asked.length ? [true] : [false, true];
}
