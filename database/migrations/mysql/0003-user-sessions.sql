-- Signed-in browsers; only a hash of the token is kept.
create table user_sessions (
  id bigint auto_increment primary key,
  token_hash varchar(64) not null,
  user_id bigint not null,
  kind varchar(10) not null,
  ip_address varchar(45),
  user_agent mediumtext,
  last_seen_at datetime(6) not null,
  expires_at datetime(6) not null,
  revoked_at datetime(6),
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint user_sessions_token_hash_key unique (token_hash),
  constraint user_sessions_user_id_fkey foreign key (user_id) references users (id),
  index user_sessions_user_id_idx (user_id),
  index user_sessions_expires_at_idx (expires_at)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
