-- When the program downloads by itself: one row for REP, STM and SMT each, made when somebody first saves or runs it.
create table schedules (
  id bigint auto_increment primary key,
  name varchar(60) not null,
  job_type varchar(40) not null,
  params json not null,
  cron varchar(60) not null,
  time_zone varchar(40) not null,
  enabled boolean not null,
  catch_up boolean not null,
  last_fired_at datetime(6),
  next_fire_at datetime(6),
  last_job_id bigint,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint schedules_name_key unique (name),
  constraint schedules_last_job_id_fkey foreign key (last_job_id) references jobs (id) on delete set null
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
