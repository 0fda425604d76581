-- The newest one-time code of each address that asked for one, known or not; neither address nor code is kept as such.
create table otp_codes (
  address_hash varchar(64) collate "C" not null primary key,
  code_hash varchar(64) collate "C" not null,
  tries int not null,
  sent_at timestamptz(6) not null,
  expires_at timestamptz(6) not null,
  used_at timestamptz(6)
);
