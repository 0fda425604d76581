-- Messages about alerts by mail, webhook and LINE, with what the other side answered; and the pings after good runs.
create table alert_messages (
  id bigint auto_increment primary key,
  message_key varchar(64) not null,
  channel varchar(20) not null,
  state varchar(10) not null,
  content json not null,
  attempts int not null default 0,
  next_try_at datetime(6),
  lease_until datetime(6),
  tried_at datetime(6),
  sent_at datetime(6),
  problem varchar(40),
  answer_th mediumtext,
  answer_en mediumtext,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint alert_messages_message_key_key unique (message_key),
  index alert_messages_state_next_try_at_idx (state, next_try_at),
  index alert_messages_channel_id_idx (channel, id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
