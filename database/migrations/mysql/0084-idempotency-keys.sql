-- Calls that carry an Idempotency-Key: who runs it and until when that counts, or what it answered.
create table idempotency_keys (
  caller varchar(60) not null,
  idem_key varchar(255) not null,
  request_hash varchar(64) not null,
  state varchar(10) not null,
  owner varchar(40) not null,
  lease_until datetime(6) not null,
  status int,
  location mediumtext,
  body longblob,
  nonce longblob,
  change_batch bigint,
  created_at datetime(6) not null,
  primary key (caller, idem_key),
  index idempotency_keys_created_at_idx (created_at)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
