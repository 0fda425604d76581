-- Error codes of NHSO: why a claim was denied and what to do.
create table nhso_error_codes (
  id bigint auto_increment primary key,
  code varchar(20) not null,
  type varchar(30) not null,
  description mediumtext,
  guide mediumtext,
  local_note mediumtext,
  is_active boolean not null,
  origin varchar(10) not null,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint nhso_error_codes_code_key unique (code)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
