-- Calls that carry an Idempotency-Key: who runs it and until when that counts, or what it answered.
create table idempotency_keys (
  caller varchar(60) collate "C" not null,
  idem_key varchar(255) collate "C" not null,
  request_hash varchar(64) collate "C" not null,
  state varchar(10) collate "C" not null,
  owner varchar(40) collate "C" not null,
  lease_until timestamptz(6) not null,
  status integer,
  location text collate "C",
  body bytea,
  nonce bytea,
  change_batch bigint,
  created_at timestamptz(6) not null,
  primary key (caller, idem_key)
);
create index idempotency_keys_created_at_idx on idempotency_keys (created_at);
