import { type Sql, sql } from '../db/sql.js';

/** What claims are found by beside their own columns, as imports keep it (store/claim-postings). */
export type Trait = 'code' | 'payment';

const posted = (trait: Trait, value: string) => sql`p.trait = ${trait} and p.trait_value = ${value}`;

/** How claims are asked whether they have a trait. */
export interface TraitQuestion {
  /** They are walked by another index, and each looks its own up: no database begins with all that have the trait instead. */
  readonly beside: boolean;
  /** What else is asked of postings `p`, so that others are not looked up. */
  readonly within: Sql;
}

/** Claims `c` of which the current version has it. */
export function hasTrait(trait: Trait, value: string, { beside, within }: TraitQuestion): Sql {
  const which = posted(trait, value);
  return beside
    ? sql`(select 1 from claim_postings p where ${which} and p.claim_id = c.id limit 1) = 1`
    : sql`c.id in (select p.claim_id from claim_postings p where ${which}${within})`;
}

/** Claims that have it as rows `c`, with the columns that postings have of them. */
export function postedClaims({ trait, value }: { readonly trait: Trait; readonly value: string }): Sql {
  return sql`(select p.claim_id as id, p.* from claim_postings p where ${posted(trait, value)}) c`;
}
