-- What the claims of an earlier version of the program are paid for.
insert into claim_payment_sums (
  service_month, hospital_code, scheme, kind, payment_column, is_first, is_denied, first_denied, has_appeal,
  claims, claimed, reimbursed, first_reimbursed, adjrw, adjrw_claims, amount
)
select
  coalesce(c.service_month, ''), c.hospital_code, c.scheme, c.kind, p.payment_column, p.is_first, c.is_denied, c.first_denied, c.has_appeal,
  count(*), coalesce(sum(c.claimed), 0), coalesce(sum(c.reimbursed), 0), coalesce(sum(c.first_reimbursed), 0), coalesce(sum(c.adjrw), 0), count(c.adjrw),
  sum(p.amount)
from claim_current c join claim_payment p on p.item_kind = c.item_kind and p.item_id = c.item_id
group by coalesce(c.service_month, ''), c.hospital_code, c.scheme, c.kind, p.payment_column, p.is_first, c.is_denied, c.first_denied, c.has_appeal;
