-- Cases by day in Thailand (instants are stored in UTC): every day from the first case, or from 400 days ago, up to today.
create sql security definer view fact_case_daily as
with digit as (
  select 0 as n union all select 1 union all select 2 union all select 3 union all select 4
  union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
),
begun as (
  select cast(c.created_at + interval 7 hour as date) as day, count(*) as cases,
    sum(case when c.priority = 'low' then 1 else 0 end) as low_cases,
    sum(case when c.priority = 'medium' then 1 else 0 end) as medium_cases,
    sum(case when c.priority = 'high' then 1 else 0 end) as high_cases,
    sum(case when c.priority = 'critical' then 1 else 0 end) as critical_cases
  from cases c group by cast(c.created_at + interval 7 hour as date)
),
ended as (
  select cast(c.resolved_at + interval 7 hour as date) as day, count(*) as cases
  from cases c where c.resolved_at is not null group by cast(c.resolved_at + interval 7 hour as date)
),
now_here as (
  select cast(utc_timestamp() + interval 7 hour as date) as today
),
span as (
  select n.today, least(n.today - interval 400 day, coalesce((select min(b.day) from begun b), n.today)) as first_day
  from now_here n
),
days as (
  select cast(s.first_day + interval (1000 * t.n + 100 * h.n + 10 * z.n + u.n) day as date) as day
  from span s join digit t join digit h join digit z join digit u
  where 1000 * t.n + 100 * h.n + 10 * z.n + u.n <= datediff(s.today, s.first_day)
)
select d.day as metric_date,
  cast(coalesce(b.cases, 0) as signed) as new_cases,
  cast(coalesce(e.cases, 0) as signed) as resolved_cases,
  cast(sum(coalesce(b.cases, 0) - coalesce(e.cases, 0)) over (order by d.day) as signed) as open_cases,
  cast(coalesce(b.low_cases, 0) as signed) as low_priority_cases,
  cast(coalesce(b.medium_cases, 0) as signed) as medium_priority_cases,
  cast(coalesce(b.high_cases, 0) as signed) as high_priority_cases,
  cast(coalesce(b.critical_cases, 0) as signed) as critical_priority_cases
from days d left join begun b on b.day = d.day left join ended e on e.day = d.day;
