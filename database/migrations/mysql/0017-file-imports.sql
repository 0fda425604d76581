-- Each attempt to import a file.
-- kind chooses the table of file_id (rep: eclaim_imported_files), so it is no foreign key.
create table file_imports (
  id bigint auto_increment primary key,
  file_id bigint not null,
  kind varchar(10) not null,
  job_id bigint,
  user_id bigint,
  status varchar(30) not null,
  forced boolean not null default false,
  program_version varchar(30) not null,
  counts json not null,
  duration_ms int not null default 0,
  started_at datetime(6) not null,
  message mediumtext,
  constraint file_imports_job_id_fkey foreign key (job_id) references jobs (id),
  constraint file_imports_user_id_fkey foreign key (user_id) references users (id),
  index file_imports_kind_file_id_idx (kind, file_id),
  index file_imports_started_at_idx (started_at)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
