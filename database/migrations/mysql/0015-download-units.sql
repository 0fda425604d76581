-- State of each month and scheme of the completeness grid.
create table download_units (
  id bigint auto_increment primary key,
  upstream varchar(20) not null,
  type varchar(10) not null,
  scheme varchar(10) not null default '',
  month int not null,
  year int not null,
  state varchar(20) not null,
  listed int not null default 0,
  "stored" int not null default 0,
  problem varchar(40),
  tries int not null default 0,
  next_try_at datetime(6),
  checked_at datetime(6),
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint download_units_upstream_type_scheme_month_year_key unique (upstream, type, scheme, month, year)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
