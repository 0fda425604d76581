-- Error codes of a claim row, one row a code.
-- item_kind chooses the table of item_id (opip, orf), so it is no foreign key.
create table claim_error (
  id bigint auto_increment primary key,
  item_kind varchar(4) not null,
  item_id bigint not null,
  file_id bigint not null,
  hospital_code varchar(10) not null,
  tran_id varchar(64) not null,
  code varchar(20) not null,
  position_no int not null,
  is_current boolean not null default false,
  constraint claim_error_item_kind_item_id_code_key unique (item_kind, item_id, code),
  constraint claim_error_file_id_fkey foreign key (file_id) references eclaim_imported_files (id),
  index claim_error_is_current_code_idx (is_current, code),
  index claim_error_tran_id_idx (tran_id),
  index claim_error_file_id_idx (file_id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
