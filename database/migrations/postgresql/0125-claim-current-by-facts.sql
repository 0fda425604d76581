-- Main hospitals, claims that were sent late and stays: each in a stretch of an index. Most claims were not late, and only
-- inpatients stayed.
create index claim_current_by_hmain_idx on claim_current (hmain, service_day);
create index claim_current_by_late_idx on claim_current (late_percent, service_day) where late_percent < 100;
create index claim_current_by_stay_idx on claim_current (stay_days, service_day) where stay_days is not null;
