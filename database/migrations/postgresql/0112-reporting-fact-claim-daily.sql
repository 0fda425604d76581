-- Current versions of claims by day of service; those without one stand under no day. A day is read by its index alone.
create view reporting.fact_claim_daily as
select c.service_day as metric_date, lower(c.scheme) as scheme, c.hospital_code,
  count(*) as claims,
  count(*) filter (where c.is_denied) as denied_claims,
  coalesce(sum(c.claimed), 0)::numeric(20,2) as claimed,
  coalesce(sum(c.reimbursed), 0)::numeric(20,2) as reimbursed
from claim_current c group by c.service_day, c.scheme, c.hospital_code;
