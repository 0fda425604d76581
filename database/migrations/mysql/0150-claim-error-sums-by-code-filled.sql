-- Sums of denied claims by their codes. Once more gives the same, should the first time have been cut off.
replace into claim_error_sums (
  service_month, hospital_code, scheme, kind, code, is_denied, first_denied, has_appeal, claims, claimed, reimbursed, first_reimbursed, adjrw, adjrw_claims
)
select
  coalesce(c.service_month, ''), c.hospital_code, c.scheme, c.kind, coalesce(e.code, ''), c.is_denied, c.first_denied, c.has_appeal,
  count(*), coalesce(sum(c.claimed), 0), coalesce(sum(c.reimbursed), 0), coalesce(sum(c.first_reimbursed), 0), coalesce(sum(c.adjrw), 0), count(c.adjrw)
from claim_current c left join claim_error e on e.item_kind = c.item_kind and e.item_id = c.item_id
where c.is_denied
group by coalesce(c.service_month, ''), c.hospital_code, c.scheme, c.kind, coalesce(e.code, ''), c.is_denied, c.first_denied, c.has_appeal;
