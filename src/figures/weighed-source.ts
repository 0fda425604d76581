import { raw, sql } from '../db/sql.js';
import type { Measure } from './claim-measures.js';
import type { FigureBy } from './figure.js';
import type { FigureFilter } from './figure-filter.js';
import { familiesOf, groupOf, keys, type SummedSource, summedCondition, tables } from './summed-source.js';

/** Measures that sums know of the claims that state an AdjRW. */
const weighed: ReadonlySet<Measure> = new Set(['claims', 'reimbursed', 'adjrw', 'adjrwClaims']);

/** Tables that have sums of the claims that state an AdjRW, and what these tell apart beside `keys`. */
const own = { drg: ', c.drg', fund: ', c.main_fund, c.service_type' } as const;

/** Rows of the table with `columns` that answers a filter which leaves the AdjRW open; null where none does. */
function weighedRows(filter: FigureFilter, by: FigureBy | null, columns: string): SummedSource | null {
  const condition = summedCondition(filter);
  const [family, ...more] = familiesOf(filter, by);
  if (condition === null || more.length > 0) return null;
  if (family !== undefined && family !== 'drg' && family !== 'fund') return null;
  const from = sql`(select ${raw(keys)}${raw(family ? own[family] : '')}, ${raw(columns)}
    from ${family ? tables[family] : sql`claim_sums`} c where ${condition}) c`;
  return { from, group: by === null ? sql`''` : groupOf[by], canBeEmpty: true };
}

/**
 * Where kept sums answer for the claims that state an AdjRW, `summedSource` for all others. Only some tables have sums of them, and
 * of few measures.
 */
export function weighedSource(
  filter: FigureFilter,
  by: FigureBy | null,
  names: readonly Measure[],
): SummedSource | null {
  if (filter.adjrw !== true || !names.every((name) => weighed.has(name))) return null;
  const columns = 'c.adjrw_claims as claims, c.adjrw_reimbursed as reimbursed, c.adjrw, c.adjrw_claims';
  return weighedRows({ ...filter, adjrw: null }, by, columns);
}

/** Where Σ RW of the claims that state an AdjRW is kept, as `c.rw`. */
export function rwSource(filter: FigureFilter, by: FigureBy | null): SummedSource | null {
  return weighedRows(filter.adjrw === true ? { ...filter, adjrw: null } : filter, by, 'c.rw');
}
