-- Cases by day (reporting.fact_case_daily) are counted from the indexes alone.
create index cases_created_at_priority_idx on cases (created_at, priority);
