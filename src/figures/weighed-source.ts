import { raw, sql } from '../db/sql.js';
import type { Measure } from './claim-measures.js';
import type { FigureBy } from './figure.js';
import type { FigureFilter } from './figure-filter.js';
import { familiesOf, groupOf, keys, type SummedSource, summedCondition, tables } from './summed-source.js';

/** Measures that sums know of the claims that state an AdjRW. */
const weighed: ReadonlySet<Measure> = new Set(['claims', 'reimbursed', 'adjrw', 'adjrwClaims']);

/**
 * Where kept sums answer for the claims that state an AdjRW, `summedSource` for all others. Only some tables have sums of them, and
 * of few measures.
 */
export function weighedSource(
  filter: FigureFilter,
  by: FigureBy | null,
  names: readonly Measure[],
): SummedSource | null {
  const others = { ...filter, adjrw: null };
  const condition = summedCondition(others);
  const [family, ...more] = familiesOf(others, by);
  if (filter.adjrw !== true || condition === null || more.length > 0) return null;
  if (!names.every((name) => weighed.has(name))) return null;
  if (family !== undefined && family !== 'drg' && family !== 'fund') return null;
  const own = { drg: ', c.drg', fund: ', c.main_fund, c.service_type' };
  const from = sql`(select ${raw(keys)}${raw(family ? own[family] : '')}, c.adjrw_claims as claims,
    c.adjrw_reimbursed as reimbursed, c.adjrw, c.adjrw_claims
    from ${family ? tables[family] : sql`claim_sums`} c where ${condition}) c`;
  return { from, group: by === null ? sql`''` : groupOf[by], canBeEmpty: true };
}
