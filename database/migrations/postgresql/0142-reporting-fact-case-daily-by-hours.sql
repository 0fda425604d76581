-- Cases by day, as in 0111: Thailand has no summer time, and seven hours are added in a third of the time that a zone's name takes.
create or replace view reporting.fact_case_daily as
with now_here as (
  select (now() at time zone interval '7 hours')::date as today
),
happened as (
  select (c.created_at at time zone interval '7 hours')::date as day, count(*) as new_cases, 0::bigint as resolved_cases,
    count(*) filter (where c.priority = 'low') as low_cases,
    count(*) filter (where c.priority = 'medium') as medium_cases,
    count(*) filter (where c.priority = 'high') as high_cases,
    count(*) filter (where c.priority = 'critical') as critical_cases
  from cases c group by (c.created_at at time zone interval '7 hours')::date
  union all
  select (c.resolved_at at time zone interval '7 hours')::date, 0, count(*), 0, 0, 0, 0
  from cases c where c.resolved_at is not null group by (c.resolved_at at time zone interval '7 hours')::date
  union all
  select generate_series(
    least(n.today - 400, (select (min(c.created_at) at time zone interval '7 hours')::date from cases c)), n.today, interval '1 day'
  )::date, 0, 0, 0, 0, 0, 0
  from now_here n
)
select h.day as metric_date,
  sum(h.new_cases)::bigint as new_cases,
  sum(h.resolved_cases)::bigint as resolved_cases,
  (sum(sum(h.new_cases) - sum(h.resolved_cases)) over (order by h.day))::bigint as open_cases,
  sum(h.low_cases)::bigint as low_priority_cases,
  sum(h.medium_cases)::bigint as medium_priority_cases,
  sum(h.high_cases)::bigint as high_priority_cases,
  sum(h.critical_cases)::bigint as critical_priority_cases
from happened h group by h.day;
