-- Number and instant of each transaction that changed rows of a kind; the rows carry its batch in change_batch.
create table change_batches (
  kind varchar(10) collate "C" not null,
  no bigint not null,
  batch bigint not null,
  at timestamptz(6) not null,
  primary key (kind, no),
  constraint change_batches_batch_kind_key unique (batch, kind)
);
create index change_batches_kind_at_no_idx on change_batches (kind, at, no);
