-- Types of service. Not the letters of the Detail column.
create table service_types (
  id bigint auto_increment primary key,
  service_code varchar(40) not null,
  service_name_th mediumtext,
  service_name_en mediumtext,
  service_category varchar(40) not null,
  is_active boolean not null,
  origin varchar(10) not null,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint service_types_service_code_key unique (service_code)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
