-- Insurance schemes.
create table schemes (
  id bigint auto_increment primary key,
  code varchar(10) not null,
  name_th mediumtext not null,
  name_en mediumtext not null,
  short_name mediumtext,
  enabled_default boolean not null,
  enabled boolean not null,
  priority int not null,
  origin varchar(10) not null,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint schemes_code_key unique (code)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
