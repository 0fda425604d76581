-- The other half of it: cases by the day on which they ended.
create index cases_resolved_at_idx on cases (resolved_at);
