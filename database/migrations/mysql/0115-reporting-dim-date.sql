-- Days with their Thai years, from 2000 to the end of next year; longer where claims have days beyond.
create sql security definer view dim_date as
with digit as (
  select 0 as n union all select 1 union all select 2 union all select 3 union all select 4
  union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
),
known as (
  select cast(utc_timestamp() + interval 7 hour as date) as today, min(c.service_day) as first_day, max(c.service_day) as last_day
  from claim_current c
),
span as (
  select greatest(date '1950-01-01', least(date '2000-01-01', coalesce(k.first_day, date '2000-01-01'))) as first_day,
    least(date '2150-12-31', greatest(makedate(year(k.today) + 2, 1) - interval 1 day, coalesce(k.last_day, k.today))) as last_day
  from known k
),
days as (
  select cast(s.first_day + interval (10000 * m.n + 1000 * t.n + 100 * h.n + 10 * z.n + u.n) day as date) as day
  from span s join digit m join digit t join digit h join digit z join digit u
  where 10000 * m.n + 1000 * t.n + 100 * h.n + 10 * z.n + u.n <= datediff(s.last_day, s.first_day)
)
select d.day as date_day,
  year(d.day) + 543 as year_be,
  year(d.day + interval 3 month) + 543 as fiscal_year_be,
  month(d.day) as month,
  weekday(d.day) + 1 as day_of_week,
  weekday(d.day) >= 5 as is_weekend
from days d;
