-- Settings saved on a page; the environment wins over them.
create table settings (
  name varchar(100) collate "C" not null primary key,
  value jsonb not null,
  updated_by bigint,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  constraint settings_updated_by_fkey foreign key (updated_by) references users (id)
);
