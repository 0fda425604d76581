-- What the claims of an earlier version of the program amount to.
insert into claim_referrer_sums (
  service_month, hospital_code, scheme, kind, href, is_denied, first_denied, has_appeal, claims, claimed, reimbursed, first_reimbursed, adjrw, adjrw_claims
)
select
  coalesce(c.service_month, ''), c.hospital_code, c.scheme, c.kind, c.href, c.is_denied, c.first_denied, c.has_appeal,
  count(*), coalesce(sum(c.claimed), 0), coalesce(sum(c.reimbursed), 0), coalesce(sum(c.first_reimbursed), 0), coalesce(sum(c.adjrw), 0), count(c.adjrw)
from claim_current c
where c.href is not null
group by coalesce(c.service_month, ''), c.hospital_code, c.scheme, c.kind, c.href, c.is_denied, c.first_denied, c.has_appeal;
