import { type Sql, sql } from '../db/sql.js';
import { anyItem } from './item-sheets.js';

/**
 * Claims `c` with an amount in this payment column, or in any, as imports keep them (store/claim-payments). `beside` an
 * index that the claims are walked by, each looks its own up: no database begins with all that have the column instead.
 */
export function paymentCondition(asked: string, beside = false): Sql {
  const which = asked === anyItem ? sql`p.is_first = ${true}` : sql`p.payment_column = ${asked}`;
  const ofClaim = sql`from claim_payment p where p.item_kind = c.item_kind and p.item_id = c.item_id and ${which}`;
  return beside ? sql`(select 1 ${ofClaim} limit 1) = 1` : sql`exists (select 1 ${ofClaim})`;
}
