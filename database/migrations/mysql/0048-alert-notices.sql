-- What is to be told about alerts: written with the alert, told once by whichever process is first.
create table alert_notices (
  id bigint auto_increment primary key,
  alert_id bigint not null,
  kind varchar(10) not null,
  severity varchar(10) not null,
  state varchar(10) not null default 'new',
  at datetime(6) not null,
  handled_at datetime(6),
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint alert_notices_alert_id_fkey foreign key (alert_id) references alerts (id),
  index alert_notices_state_id_idx (state, id),
  index alert_notices_alert_id_id_idx (alert_id, id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
