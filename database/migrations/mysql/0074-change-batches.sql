-- Number and instant of each transaction that changed rows of a kind; the rows carry its batch in change_batch.
create table change_batches (
  kind varchar(10) not null,
  no bigint not null,
  batch bigint not null,
  at datetime(6) not null,
  primary key (kind, no),
  constraint change_batches_batch_kind_key unique (batch, kind),
  index change_batches_kind_at_no_idx (kind, at, no)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
