-- Hits of one bucket (address, account, key) in its running window.
create table rate_windows (
  bucket varchar(190) not null primary key,
  started_at datetime(6) not null,
  hits int not null default 0
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
