-- Where each list of reference data came from.
create table master_lists (
  id bigint auto_increment primary key,
  name varchar(40) not null,
  seed_version int not null,
  origin varchar(10) not null,
  changed_by bigint,
  changed_at datetime(6) not null,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint master_lists_name_key unique (name),
  constraint master_lists_changed_by_fkey foreign key (changed_by) references users (id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
