-- One row: the number and the instant of the last change of rows that other systems copy. Whoever changes some takes the
-- next number as the last thing before its commit, so that numbers are in the order of commits.
create table change_clock (
  id integer primary key,
  feed varchar(64) collate "C" not null,
  last_no bigint not null default 0,
  last_at timestamptz(6) not null default now(),
  purged_no bigint not null default 0
);
