-- What needs attention; one row a matter, counted when it comes again.
create table alerts (
  id bigint auto_increment primary key,
  alert_key varchar(190) not null,
  severity varchar(10) not null,
  title_th mediumtext,
  title_en mediumtext,
  details json,
  first_at datetime(6) not null,
  last_at datetime(6) not null,
  times int not null default 1,
  read_at datetime(6),
  closed_at datetime(6),
  closed_by bigint,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint alerts_alert_key_key unique (alert_key),
  constraint alerts_closed_by_fkey foreign key (closed_by) references users (id),
  index alerts_closed_at_severity_idx (closed_at, severity)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
