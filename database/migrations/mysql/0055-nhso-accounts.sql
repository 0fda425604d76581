-- Accounts at NHSO beside that of the settings, in the order in which they are used; their passwords lie encrypted in secrets.
create table nhso_accounts (
  id bigint auto_increment primary key,
  username varchar(190) not null,
  position int not null,
  is_enabled boolean not null,
  created_by bigint,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint nhso_accounts_username_key unique (username),
  constraint nhso_accounts_created_by_fkey foreign key (created_by) references users (id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
