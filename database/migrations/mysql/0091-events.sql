-- What happened that other systems may want to know. A row is written in the transaction of the change and shares its batch.
create table events (
  id bigint auto_increment primary key,
  event_key varchar(40) not null,
  type varchar(40) not null,
  hospital_code varchar(10) not null,
  data mediumtext not null,
  only_endpoint bigint,
  change_batch bigint not null,
  created_at datetime(6) not null default current_timestamp(6),
  constraint events_event_key_key unique (event_key),
  index events_change_batch_id_idx (change_batch, id),
  index events_created_at_idx (created_at)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
