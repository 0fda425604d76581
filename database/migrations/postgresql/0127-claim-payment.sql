-- What NHSO pays a Detail row for: one row a payment column that has an amount, of all versions.
-- item_kind chooses the table of item_id (opip, orf), so it is no foreign key.
create table claim_payment (
  item_kind varchar(4) collate "C" not null,
  item_id bigint not null,
  payment_column varchar(30) collate "C" not null,
  file_id bigint not null,
  is_first boolean not null,
  amount numeric(15,2) not null,
  primary key (item_kind, item_id, payment_column),
  constraint claim_payment_file_id_fkey foreign key (file_id) references eclaim_imported_files (id)
);
create index claim_payment_by_column_idx on claim_payment (payment_column, item_kind, item_id);
create index claim_payment_file_id_idx on claim_payment (file_id);
