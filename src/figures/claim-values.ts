import type { Queryable } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';
import { everyClaim } from './claim-list-filter.js';
import { type CodeWords, errorCodeWords } from './code-labels.js';
import type { FigureBy, FigureSplit } from './figure.js';
import { summedSource } from './summed-source.js';

/** Filters of claims that are a word as the workbooks write it. */
export const valueNames = [
  'fund',
  'service_type',
  'hospital',
  'error_code',
  'drg',
  'referrer',
  'main_hospital',
  'treating',
] as const satisfies FigureSplit[];
export type ValueName = (typeof valueNames)[number];

/** One value that claims have, and how many of them. */
export interface ClaimValue {
  readonly value: string;
  readonly claims: number;
  /** What the value means, where a list of NHSO says so; in Thai alone. */
  readonly text: string | null;
}

/** So many values of a name are suggested; the rarest are left out. */
const most = 1000;

/** Each value with how many claims have it: from the sums that imports keep, else from an index that holds the value. */
function valuesFrom(name: ValueName): Sql {
  if (name === 'main_hospital')
    return sql`select c.hmain as value, count(*) as claims from claim_current c where c.hmain is not null group by c.hmain`;
  const split: FigureBy = name;
  const source = summedSource(everyClaim, split);
  if (source === null) throw new Error(`no sums are kept by ${name}`);
  return sql`select ${source.group} as value, sum(c.claims) as claims from ${source.from} group by ${source.group}`;
}

/** The values that the stored claims have, those of most claims first. */
export async function claimValues(db: Queryable, name: ValueName): Promise<readonly ClaimValue[]> {
  const rows = await db.query<{ value: string; claims: number }>(sql`
    select v.value, v.claims from (${valuesFrom(name)}) v
    where v.value <> '' and v.claims > 0 order by v.claims desc, v.value limit ${most}`);
  const words =
    name === 'error_code'
      ? await errorCodeWords(
          db,
          rows.map(({ value }) => value),
        )
      : new Map<string, CodeWords>();
  return rows.map(({ value, claims }) => ({
    value,
    claims: Number(claims),
    text: words.get(value)?.text ?? null,
  }));
}
