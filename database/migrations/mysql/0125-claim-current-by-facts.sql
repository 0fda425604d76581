-- Main hospitals, claims that were sent late and stays: each in a stretch of an index.
alter table claim_current
  add index claim_current_by_hmain_idx (hmain, service_day),
  add index claim_current_by_late_idx (late_percent, service_day),
  add index claim_current_by_stay_idx (stay_days, service_day);
