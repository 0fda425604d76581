-- The newest one-time code of each address that asked for one, known or not; neither address nor code is kept as such.
create table otp_codes (
  address_hash varchar(64) not null primary key,
  code_hash varchar(64) not null,
  tries int not null,
  sent_at datetime(6) not null,
  expires_at datetime(6) not null,
  used_at datetime(6)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
