import type { Queryable } from '../db/db.js';
import { raw, sql } from '../db/sql.js';
import { postedColumns, postingsSelect } from './claim-postings.js';

/** An error code or a payment column of which other claims are kept than those that have it. */
export interface PostingDifference {
  /** `code C305`, `payment iphc`. */
  readonly trait: string;
  /** Claims that have it, and claims that are kept. */
  readonly expected: number;
  readonly found: number;
  /** Claims of which what is kept is what their rows say. */
  readonly agreeing: number;
}

interface Counted {
  readonly trait: string;
  readonly trait_value: string;
  readonly n: number;
}

/** Compares the postings with the rows that they are made of, each with each. */
export async function postingDifferences(db: Queryable): Promise<PostingDifference[]> {
  const same = postedColumns.map(
    (name) => `(p.${name} = v.${name} or (p.${name} is null and v.${name} is null))`,
  );
  const expected = await db.query<Counted & { readonly agreeing: number }>(sql`
    select v.trait, v.trait_value, count(*) as n, count(p.claim_id) as agreeing
    from (${postingsSelect(sql`1 = 1`)}) v left join claim_postings p
      on p.trait = v.trait and p.trait_value = v.trait_value and p.claim_id = v.claim_id and ${raw(same.join(' and '))}
    group by v.trait, v.trait_value`);
  const found = await db.query<Counted>(
    sql`select trait, trait_value, count(*) as n from claim_postings group by trait, trait_value`,
  );
  const traitOf = ({ trait, trait_value: value }: Counted) => `${trait} ${value}`;
  const all = new Map<string, PostingDifference>();
  for (const row of expected) {
    const trait = traitOf(row);
    all.set(trait, { trait, expected: Number(row.n), found: 0, agreeing: Number(row.agreeing) });
  }
  for (const row of found) {
    const trait = traitOf(row);
    const before = all.get(trait) ?? { trait, expected: 0, found: 0, agreeing: 0 };
    all.set(trait, { ...before, found: Number(row.n) });
  }
  const isSame = (one: PostingDifference) => one.expected === one.found && one.found === one.agreeing;
  return [...all.values()].filter((one) => !isSame(one)).sort((a, b) => (a.trait < b.trait ? -1 : 1));
}
