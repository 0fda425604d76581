-- What the claims of an earlier version of the program amount to. Once more gives the same, should the first time have been cut off.
replace into claim_fund_sums (
  service_month, hospital_code, scheme, kind, main_fund, service_type, is_denied, first_denied, has_appeal, claims, claimed, reimbursed, first_reimbursed, adjrw, adjrw_claims
)
select
  coalesce(c.service_month, ''), c.hospital_code, c.scheme, c.kind, c.main_fund, c.service_type, c.is_denied, c.first_denied, c.has_appeal,
  count(*), coalesce(sum(c.claimed), 0), coalesce(sum(c.reimbursed), 0), coalesce(sum(c.first_reimbursed), 0), coalesce(sum(c.adjrw), 0), count(c.adjrw)
from claim_current c
group by coalesce(c.service_month, ''), c.hospital_code, c.scheme, c.kind, c.main_fund, c.service_type, c.is_denied, c.first_denied, c.has_appeal;
