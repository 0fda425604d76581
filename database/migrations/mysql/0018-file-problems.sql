-- Everything of a file that was refused or is doubtful, with the whole value, so that nothing is lost.
-- kind chooses the table of file_id (rep: eclaim_imported_files), so it is no foreign key.
create table file_problems (
  id bigint auto_increment primary key,
  kind varchar(10) not null,
  file_id bigint not null,
  sheet_name varchar(100) not null,
  row_no int not null,
  column_no int,
  header_path mediumtext,
  code varchar(50) not null,
  severity varchar(10) not null,
  tran_id varchar(64),
  value mediumtext,
  message_th mediumtext,
  message_en mediumtext,
  row_values json,
  index file_problems_kind_file_id_idx (kind, file_id),
  index file_problems_code_idx (code),
  index file_problems_tran_id_idx (tran_id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
