-- Workbooks, REP and statements, by the day in Thailand on which they came first: every day from the first one, or from
-- 400 days ago, up to today. A day on which none came has one row, of no type.
create view reporting.fact_import_daily as
with files as (
  select f.created_at, f.file_type, f.status, f.rows_read, f.rows_refused from eclaim_imported_files f
  union all
  select s.created_at, s.file_type, s.status, s.rows_read, s.rows_refused from stm_imported_files s
),
came as (
  select (f.created_at at time zone 'Asia/Bangkok')::date as day, f.file_type, count(*) as files,
    count(*) filter (where f.status in ('failed', 'quarantined')) as failed_files,
    sum(f.rows_read) as rows_read, sum(f.rows_refused) as rows_refused
  from files f group by (f.created_at at time zone 'Asia/Bangkok')::date, f.file_type
),
now_here as (
  select (now() at time zone 'Asia/Bangkok')::date as today
),
days as (
  select generate_series(least(n.today - 400, (select min(c.day) from came c)), n.today, interval '1 day')::date as day
  from now_here n
)
select d.day as metric_date, coalesce(c.file_type, '') as file_type,
  coalesce(c.files, 0)::bigint as files,
  coalesce(c.failed_files, 0)::bigint as failed_files,
  coalesce(c.rows_read, 0)::bigint as rows_read,
  coalesce(c.rows_refused, 0)::bigint as rows_refused
from days d left join came c on c.day = d.day;
