-- Days with their Thai years, from 2000 to the end of next year; longer where claims have days beyond.
create view reporting.dim_date as
with known as (
  select (now() at time zone 'Asia/Bangkok')::date as today, min(c.service_day) as first_day, max(c.service_day) as last_day
  from claim_current c
),
days as (
  select generate_series(
    greatest(date '1950-01-01', least(date '2000-01-01', k.first_day)),
    least(date '2150-12-31', greatest(make_date(extract(year from k.today)::integer + 1, 12, 31), k.last_day)),
    interval '1 day'
  )::date as day
  from known k
)
select d.day as date_day,
  extract(year from d.day)::integer + 543 as year_be,
  extract(year from d.day + interval '3 months')::integer + 543 as fiscal_year_be,
  extract(month from d.day)::integer as month,
  extract(isodow from d.day)::integer as day_of_week,
  extract(isodow from d.day) >= 6 as is_weekend
from days d;
