-- What became of a case: one row a field that changed. Of free text and contacts only that it changed.
create table case_activity (
  id bigint auto_increment primary key,
  case_id bigint not null,
  activity varchar(20) not null,
  field varchar(40),
  old_value varchar(190),
  new_value varchar(190),
  actor_kind varchar(20) not null,
  actor_id bigint,
  actor_name varchar(190) not null,
  created_at datetime(6) not null default current_timestamp(6),
  constraint case_activity_case_id_fkey foreign key (case_id) references cases (id),
  index case_activity_case_id_id_idx (case_id, id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
