-- Smallest piece of a job that a restart repeats.
create table job_units (
  id bigint auto_increment primary key,
  job_id bigint not null,
  unit_key varchar(190) not null,
  status varchar(30) not null,
  attempts int not null default 0,
  counts json,
  error_message mediumtext,
  started_at datetime(6),
  finished_at datetime(6),
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint job_units_job_id_unit_key_key unique (job_id, unit_key),
  constraint job_units_job_id_fkey foreign key (job_id) references jobs (id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
