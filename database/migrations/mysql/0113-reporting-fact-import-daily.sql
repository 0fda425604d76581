-- Workbooks, REP and statements, by the day in Thailand on which they came first: every day from the first one, or from
-- 400 days ago, up to today. A day on which none came has one row, of no type.
create sql security definer view fact_import_daily as
with digit as (
  select 0 as n union all select 1 union all select 2 union all select 3 union all select 4
  union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
),
files as (
  select f.created_at, f.file_type, f.status, f.rows_read, f.rows_refused from eclaim_imported_files f
  union all
  select s.created_at, s.file_type, s.status, s.rows_read, s.rows_refused from stm_imported_files s
),
came as (
  select cast(f.created_at + interval 7 hour as date) as day, f.file_type, count(*) as files,
    sum(case when f.status in ('failed', 'quarantined') then 1 else 0 end) as failed_files,
    sum(f.rows_read) as rows_read, sum(f.rows_refused) as rows_refused
  from files f group by cast(f.created_at + interval 7 hour as date), f.file_type
),
now_here as (
  select cast(utc_timestamp() + interval 7 hour as date) as today
),
span as (
  select n.today, least(n.today - interval 400 day, coalesce((select min(c.day) from came c), n.today)) as first_day
  from now_here n
),
days as (
  select cast(s.first_day + interval (1000 * t.n + 100 * h.n + 10 * z.n + u.n) day as date) as day
  from span s join digit t join digit h join digit z join digit u
  where 1000 * t.n + 100 * h.n + 10 * z.n + u.n <= datediff(s.today, s.first_day)
)
select d.day as metric_date, coalesce(c.file_type, '') as file_type,
  cast(coalesce(c.files, 0) as signed) as files,
  cast(coalesce(c.failed_files, 0) as signed) as failed_files,
  cast(coalesce(c.rows_read, 0) as signed) as rows_read,
  cast(coalesce(c.rows_refused, 0) as signed) as rows_refused
from days d left join came c on c.day = d.day;
