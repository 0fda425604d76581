-- Groups of funds. Not what main_fund of a claim holds.
create table fund_types (
  id bigint auto_increment primary key,
  fund_code varchar(40) not null,
  fund_name_th mediumtext,
  fund_name_en mediumtext,
  fund_category varchar(40) not null,
  is_active boolean not null,
  origin varchar(10) not null,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint fund_types_fund_code_key unique (fund_code)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
