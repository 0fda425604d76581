-- Addresses to which events are posted. Their secrets stand in secrets, encrypted.
create table webhook_endpoints (
  id bigint auto_increment primary key,
  url varchar(2000) not null,
  events varchar(1000) not null,
  description varchar(200) not null,
  hospital_code varchar(10),
  state varchar(10) not null,
  disabled_reason varchar(40),
  wants_claims boolean not null,
  hub_signature boolean not null default false,
  old_secret_until datetime(6),
  held_until datetime(6),
  failing_since datetime(6),
  last_success_at datetime(6),
  created_by varchar(190) not null,
  created_at datetime(6) not null,
  updated_at datetime(6) not null
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
