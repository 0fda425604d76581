-- By how many per cent a claim is paid that was sent late, and the day of discharge: lists are filtered by both.
alter table claim_current
  add column late_percent decimal(9,4),
  add column discharge_day date;
