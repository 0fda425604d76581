-- What NHSO pays a Detail row for: one row a payment column that has an amount, of all versions.
-- item_kind chooses the table of item_id (opip, orf), so it is no foreign key.
create table claim_payment (
  item_kind varchar(4) not null,
  item_id bigint not null,
  payment_column varchar(30) not null,
  file_id bigint not null,
  is_first boolean not null,
  amount decimal(15,2) not null,
  primary key (item_kind, item_id, payment_column),
  constraint claim_payment_file_id_fkey foreign key (file_id) references eclaim_imported_files (id),
  index claim_payment_by_column_idx (payment_column, item_kind, item_id),
  index claim_payment_file_id_idx (file_id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
