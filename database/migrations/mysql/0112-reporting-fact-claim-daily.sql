-- Current versions of claims by day of service; those without one stand under no day. A day is read by its index alone.
create sql security definer view fact_claim_daily as
select c.service_day as metric_date, lower(c.scheme) as scheme, c.hospital_code,
  count(*) as claims,
  cast(sum(case when c.is_denied then 1 else 0 end) as signed) as denied_claims,
  cast(coalesce(sum(c.claimed), 0) as decimal(20,2)) as claimed,
  cast(coalesce(sum(c.reimbursed), 0) as decimal(20,2)) as reimbursed
from claim_current c group by c.service_day, c.scheme, c.hospital_code;
