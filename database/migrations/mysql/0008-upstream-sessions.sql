-- State of the sign-in at an upstream, as shown to people; its cookies lie in secrets.
create table upstream_sessions (
  id bigint auto_increment primary key,
  upstream varchar(20) not null,
  account varchar(190) not null,
  state varchar(20) not null,
  signed_in_at datetime(6),
  expires_at datetime(6),
  last_heartbeat_at datetime(6),
  message mediumtext,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint upstream_sessions_upstream_account_key unique (upstream, account)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
