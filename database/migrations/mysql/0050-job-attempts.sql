-- Each start of a job: who ran it, how it ended and why. A row without an end runs now.
create table job_attempts (
  id bigint auto_increment primary key,
  job_id bigint not null,
  number int not null,
  owner varchar(100) not null,
  started_at datetime(6) not null,
  ended_at datetime(6),
  ended_as varchar(30),
  problem json,
  counts json,
  constraint job_attempts_job_id_number_key unique (job_id, number),
  constraint job_attempts_job_id_fkey foreign key (job_id) references jobs (id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
