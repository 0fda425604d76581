import type { Queryable } from '../db/db.js';
import { join, raw, sql } from '../db/sql.js';
import { measuresOfRollup, type Rollup, rollupSelect, rollups } from './rollup-tables.js';

/** A row of sums that is not what its claims amount to. */
export interface RollupDifference {
  /** Values of the table's dimensions, by name. */
  readonly group: Readonly<Record<string, string>>;
  /** By measure: what the claims amount to, and what is stored. */
  readonly measures: readonly {
    readonly name: string;
    readonly expected: string;
    readonly found: string;
  }[];
}

/** Months in which there are claims or sums, '' for claims without a service date. */
export async function monthsWithSums(db: Queryable): Promise<string[]> {
  const months = rollups.map(({ table }) => sql`select service_month as "month" from ${raw(table)}`);
  const rows = await db.query<{ month: string }>(
    sql`select coalesce(service_month, '') as "month" from claim_current union ${join(months, ' union ')} order by 1`,
  );
  return rows.map(({ month }) => month);
}

/** Rows of sums of a month. */
export async function countSums(db: Queryable, { table }: Rollup, month: string): Promise<number> {
  const row = await db.first<{ n: number }>(
    sql`select count(*) as n from ${raw(table)} where service_month = ${month}`,
  );
  return row?.n ?? 0;
}

/** Where the sums of a month are not those of its claims; the database compares, so that nothing else is read. */
export async function rollupDifferences(
  db: Queryable,
  rollup: Rollup,
  month: string,
): Promise<RollupDifference[]> {
  const keys = Object.keys(rollup.dimensions);
  const measures = Object.keys(measuresOfRollup(rollup));
  const list = (names: readonly string[]) => raw(names.join(', '));
  const ofMonth = month === '' ? sql`c.service_month is null` : sql`c.service_month = ${month}`;
  const differ = measures.map((name) => `sum(d.${name} * d.side) <> 0`).join(' or ');
  const sides = measures.flatMap((name) => [
    `sum(case when d.side = 1 then d.${name} else 0 end) as expected_${name}`,
    `sum(case when d.side = 1 then 0 else d.${name} end) as found_${name}`,
  ]);
  const rows = await db.query<Record<string, string | number | boolean>>(sql`
    select ${list(keys)}, ${list(sides)} from (
      select c.*, 1 as side from (${rollupSelect(rollup, ofMonth)}) c
      union all
      select ${list(keys)}, ${list(measures)}, -1 as side from ${raw(rollup.table)} where service_month = ${month}
    ) d
    group by ${list(keys)} having ${raw(differ)} order by ${list(keys)}`);
  return rows.map((row) => ({
    group: Object.fromEntries(keys.map((name) => [name, String(row[name])])),
    measures: measures
      .map((name) => ({
        name,
        expected: String(row[`expected_${name}`]),
        found: String(row[`found_${name}`]),
      }))
      .filter(({ expected, found }) => expected !== found),
  }));
}
