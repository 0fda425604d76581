import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { everyClaim } from './claim-list-filter.js';
import { type CodeWords, errorCodeWords } from './code-labels.js';
import type { FigureBy } from './figure.js';
import { summedSource } from './summed-source.js';

/** Filters of claims that are a word as the workbooks write it. */
export const valueNames = [
  'fund',
  'service_type',
  'hospital',
  'error_code',
  'drg',
  'referrer',
] as const satisfies FigureBy[];
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

/**
 * The values that the stored claims have, those of most claims first. They are read from the sums that imports keep, so
 * that they come as quickly with a million claims.
 */
export async function claimValues(db: Queryable, name: ValueName): Promise<readonly ClaimValue[]> {
  const source = summedSource(everyClaim, name);
  if (source === null) throw new Error(`no sums are kept by ${name}`);
  const rows = await db.query<{ value: string; claims: number }>(sql`
    select v.value, v.claims from (
      select ${source.group} as value, sum(c.claims) as claims from ${source.from} group by ${source.group}) v
    where v.value <> '' order by v.claims desc, v.value limit ${most}`);
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
