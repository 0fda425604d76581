-- Settings saved on a page; the environment wins over them.
create table settings (
  name varchar(100) not null primary key,
  value json not null,
  updated_by bigint,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint settings_updated_by_fkey foreign key (updated_by) references users (id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
