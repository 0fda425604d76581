-- Tries that failed by a passing cause, and starts that ended by the death of their process, since a person asked.
alter table jobs
  add column failures integer not null default 0,
  add column deaths integer not null default 0;
