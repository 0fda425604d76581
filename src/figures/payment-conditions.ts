import { raw, type Sql, sql } from '../db/sql.js';
import { anyItem } from './item-sheets.js';
import { type PaymentForm, paymentColumnOf, paymentColumns } from './payment-column-list.js';

/** Where the Detail rows of a form stand. */
export const detailTables: Readonly<Record<PaymentForm, Sql>> = {
  opip: sql`claim_rep_opip_nhso_item`,
  orf: sql`claim_rep_orf_nhso_item`,
};

/** A Detail row `p` with an amount in any of its payment columns. */
export function hasAnyPayment(form: PaymentForm): Sql {
  return raw(`(${paymentColumns[form].map(([name]) => `p.${name} <> 0`).join(' or ')})`);
}

function ofForm(form: PaymentForm, paid: Sql): Sql {
  return sql`(c.item_kind = ${form}
    and exists (select 1 from ${detailTables[form]} p where p.id = c.item_id and ${paid}))`;
}

/** Claims `c` with an amount in this payment column, or in any; each looks its Detail row up. */
export function paymentCondition(asked: string): Sql {
  if (asked === anyItem)
    return sql`(${ofForm('opip', hasAnyPayment('opip'))} or ${ofForm('orf', hasAnyPayment('orf'))})`;
  const column = paymentColumnOf(asked);
  return column === undefined ? sql`1 = 0` : ofForm(column.form, raw(`p.${asked} <> 0`));
}
