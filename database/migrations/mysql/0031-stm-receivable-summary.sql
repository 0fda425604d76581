-- Totals of a statement by section and kind of patient (sheet รายงานพึงรับ).
create table stm_receivable_summary (
  id bigint auto_increment primary key,
  file_id bigint not null,
  sheet_name varchar(100) not null,
  row_no int not null,
  layout_id varchar(60) not null,
  data_type varchar(20) not null,
  patient_type varchar(20) not null,
  rep_count int,
  patient_count int,
  total_adjrw decimal(15,4),
  total_paid decimal(15,2),
  salary_deduction decimal(15,2),
  adjrw_paid_deduction decimal(15,2),
  net_receivable decimal(15,2),
  extra json not null,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint stm_receivable_summary_file_id_sheet_name_row_no_key unique (file_id, sheet_name, row_no),
  constraint stm_receivable_summary_file_id_fkey foreign key (file_id) references stm_imported_files (id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
