-- A person's own filters of a list, under a name; the query is the part of the address behind the question mark.
create table saved_views (
  id bigint auto_increment primary key,
  -- null where nobody signs in (AUTH=off)
  user_id bigint,
  page varchar(40) not null,
  name varchar(100) not null,
  query mediumtext not null,
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint saved_views_user_id_page_name_key unique (user_id, page, name),
  constraint saved_views_user_id_fkey foreign key (user_id) references users (id)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
