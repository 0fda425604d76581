-- What people read on the page of a job; no names, no citizen ids.
create table job_events (
  id bigint auto_increment primary key,
  at datetime(6) not null,
  level varchar(10) not null,
  source varchar(30) not null,
  job_id bigint,
  message mediumtext not null,
  details json,
  constraint job_events_job_id_fkey foreign key (job_id) references jobs (id),
  index job_events_job_id_id_idx (job_id, id),
  index job_events_level_id_idx (level, id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
