-- Keys of other systems; only a hash of a key is kept. Nothing is deleted: the audit log names keys.
create table api_keys (
  id bigint auto_increment primary key,
  prefix varchar(8) not null,
  key_hash varchar(64) not null,
  name varchar(100) not null,
  scopes varchar(190) not null,
  hospital_code varchar(10),
  addresses mediumtext,
  rate_per_minute int not null,
  overlap_s int not null,
  dedupe_window_s int not null,
  expires_at datetime(6),
  last_used_at datetime(6),
  revoked_at datetime(6),
  created_by varchar(190) not null,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint api_keys_prefix_key unique (prefix)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
