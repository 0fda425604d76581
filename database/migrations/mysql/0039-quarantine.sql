-- Sheets whose headings are not known, one row a sheet, until somebody decides; headings only, nobody's data.
create table quarantine (
  id bigint auto_increment primary key,
  kind varchar(10) not null,
  file_id bigint not null,
  sheet_name varchar(100) not null,
  fingerprint varchar(64) not null,
  nearest_layout varchar(60),
  sheet_kind varchar(30),
  problem_code varchar(50) not null,
  waiting_rows int not null default 0,
  difference json,
  state varchar(20) not null,
  decided_by bigint,
  decided_at datetime(6),
  note mediumtext,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint quarantine_sheet_key unique (kind, file_id, sheet_name),
  constraint quarantine_decided_by_fkey foreign key (decided_by) references users (id),
  index quarantine_state_idx (state),
  index quarantine_fingerprint_idx (fingerprint)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
