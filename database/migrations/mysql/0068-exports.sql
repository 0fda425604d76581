-- Files of exports that a job wrote into EXPORT_DIR; a row without finished_at is being written.
-- job_id is no foreign key: jobs are kept for another time than files.
create table exports (
  id bigint auto_increment primary key,
  export_key varchar(64) not null,
  job_id bigint not null,
  subject varchar(40) not null,
  format varchar(10) not null,
  filter json not null,
  with_identity boolean not null,
  reason mediumtext,
  filename varchar(190),
  row_count bigint,
  size_bytes bigint,
  user_id bigint,
  finished_at datetime(6),
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint exports_export_key_key unique (export_key),
  constraint exports_job_id_key unique (job_id),
  constraint exports_user_id_fkey foreign key (user_id) references users (id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
