-- CSV files of cases that were read: what came of each, and where its upload and the list of refused rows lie.
create table case_imports (
  id bigint auto_increment primary key,
  import_key varchar(64) not null,
  job_id bigint,
  caller varchar(60) not null,
  options json not null,
  report json,
  created_at datetime(6) not null default current_timestamp(6),
  constraint case_imports_import_key_key unique (import_key),
  index case_imports_job_id_idx (job_id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
