-- Rows that are gone, for systems that hold a copy of them.
create table tombstones (
  kind varchar(10) not null,
  change_batch bigint not null,
  row_id bigint not null,
  label varchar(64) not null,
  hospital_code varchar(10) not null,
  primary key (kind, change_batch, row_id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
