-- Stored claims of units that are not the hospital that claims for them. Once more gives the same, should the first time have been
-- cut off.
replace into claim_fact_sums (
  fact, service_month, hospital_code, scheme, kind, fact_number, fact_text, is_denied, first_denied, has_appeal,
  claims, claimed, reimbursed, first_reimbursed, adjrw, adjrw_claims
)
select
  'treating', coalesce(c.service_month, ''), c.hospital_code, c.scheme, c.kind, 0, c.hcode, c.is_denied, c.first_denied, c.has_appeal,
  count(*), coalesce(sum(c.claimed), 0), coalesce(sum(c.reimbursed), 0), coalesce(sum(c.first_reimbursed), 0), coalesce(sum(c.adjrw), 0), count(c.adjrw)
from claim_current c
where c.hcode <> c.hospital_code
group by coalesce(c.service_month, ''), c.hospital_code, c.scheme, c.kind, c.hcode, c.is_denied, c.first_denied, c.has_appeal;
