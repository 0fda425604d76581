-- One row: the number and the instant of the last change of rows that other systems copy. Whoever changes some takes the
-- next number as the last thing before its commit, so that numbers are in the order of commits.
create table change_clock (
  id int primary key,
  feed varchar(64) not null,
  last_no bigint not null default 0,
  last_at datetime(6) not null default current_timestamp(6),
  purged_no bigint not null default 0
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
