-- A repeat is answered with the version of what was made, too.
alter table idempotency_keys add column etag varchar(80);
