-- What the claims of an earlier version of the program state. Once more gives the same, should the first time have been cut off.
replace into claim_fact_sums (
  fact, service_month, hospital_code, scheme, kind, fact_number, fact_text, is_denied, first_denied, has_appeal,
  claims, claimed, reimbursed, first_reimbursed, adjrw, adjrw_claims
)
select
  z.fact, z.service_month, z.hospital_code, z.scheme, z.kind, z.fact_number, z.fact_text, z.is_denied, z.first_denied, z.has_appeal,
  count(*), coalesce(sum(z.claimed), 0), coalesce(sum(z.reimbursed), 0), coalesce(sum(z.first_reimbursed), 0), coalesce(sum(z.adjrw), 0), count(z.adjrw)
from (
  select v.fact, coalesce(c.service_month, '') as service_month, c.hospital_code, c.scheme, c.kind,
    case v.fact
      when 'day' then extract(year from c.service_day) * 10000 + extract(month from c.service_day) * 100 + extract(day from c.service_day)
      when 'late' then c.late_percent when 'stay' then c.stay_days when 'main_hospital' then case when c.hmain is null then null else 0 end
    end as fact_number,
    case v.fact when 'main_hospital' then c.hmain else '' end as fact_text,
    c.is_denied, c.first_denied, c.has_appeal, c.claimed, c.reimbursed, c.first_reimbursed, c.adjrw
  from claim_current c
  cross join (select 'day' as fact union all select 'late' union all select 'stay' union all select 'main_hospital') v
) z
where z.fact_number is not null
group by z.fact, z.service_month, z.hospital_code, z.scheme, z.kind, z.fact_number, z.fact_text, z.is_denied, z.first_denied, z.has_appeal;
