-- People who may sign in.
create table users (
  id bigint auto_increment primary key,
  username varchar(100) not null,
  email varchar(190),
  password_hash mediumtext,
  full_name mediumtext,
  hospital_code varchar(10),
  is_active boolean not null default true,
  must_change_password boolean not null default false,
  failed_logins int not null default 0,
  locked_until datetime(6),
  last_login_at datetime(6),
  last_login_ip varchar(45),
  language varchar(5) not null default 'th',
  deleted_at datetime(6),
  created_at datetime(6) not null default current_timestamp(6),
  updated_at datetime(6) not null default current_timestamp(6),
  constraint users_username_key unique (username)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
