-- Rows that are gone, for systems that hold a copy of them.
create table tombstones (
  kind varchar(10) collate "C" not null,
  change_batch bigint not null,
  row_id bigint not null,
  label varchar(64) collate "C" not null,
  hospital_code varchar(10) collate "C" not null,
  primary key (kind, change_batch, row_id)
);
