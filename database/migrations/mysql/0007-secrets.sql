-- Secrets, encrypted with SECRET_KEY (AES-256-GCM); never given out.
create table secrets (
  id bigint auto_increment primary key,
  name varchar(190) not null,
  cipher longblob not null,
  nonce longblob not null,
  key_version int not null default 1,
  valid_until datetime(6),
  last_used_at datetime(6),
  last_failed_at datetime(6),
  failures int not null default 0,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint secrets_name_key unique (name)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
