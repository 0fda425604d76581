-- Tries that failed by a passing cause, and starts that ended by the death of their process, since a person asked.
alter table jobs
  add column failures int not null default 0,
  add column deaths int not null default 0;
