-- Files of cases that the API was asked for; a row without finished_at is being written.
create table case_exports (
  id bigint auto_increment primary key,
  export_key varchar(64) not null,
  job_id bigint not null,
  caller varchar(60) not null,
  filename varchar(190) not null,
  row_count bigint,
  size_bytes bigint,
  sha256 varchar(64),
  finished_at datetime(6),
  created_at datetime(6) not null default current_timestamp(6),
  constraint case_exports_export_key_key unique (export_key),
  constraint case_exports_filename_key unique (filename)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
