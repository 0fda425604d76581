-- Who did or saw what. Only inserted, never changed; each row carries the hash of the one before.
create table audit_log (
  id bigint auto_increment primary key,
  at datetime(6) not null,
  actor_kind varchar(10) not null,
  actor_id bigint,
  actor_name varchar(190) not null,
  action varchar(40) not null,
  subject varchar(190) not null,
  filter json,
  row_count int,
  reason mediumtext,
  outcome varchar(10) not null,
  ip_address varchar(45),
  request_id varchar(64),
  details json,
  previous_hash varchar(64) not null,
  entry_hash varchar(64) not null,
  constraint audit_log_entry_hash_key unique (entry_hash),
  index audit_log_at_idx (at),
  index audit_log_actor_kind_actor_id_at_idx (actor_kind, actor_id, at),
  index audit_log_action_at_idx (action, at)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
