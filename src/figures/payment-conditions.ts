import { type Sql, sql } from '../db/sql.js';
import { anyItem } from './item-sheets.js';
import { hasTrait, type TraitQuestion } from './posted-claims.js';

/** Claims `c` with an amount in this payment column, or in any, as imports keep them. */
export function paymentCondition(asked: string, question: TraitQuestion): Sql {
  if (asked !== anyItem) return hasTrait('payment', asked, question);
  const first = sql`from claim_payment p where p.item_kind = c.item_kind and p.item_id = c.item_id and p.is_first = ${true}`;
  return question.beside ? sql`(select 1 ${first} limit 1) = 1` : sql`exists (select 1 ${first})`;
}
