-- The batch of claims that were there before changes were numbered.
insert into change_batches (kind, no, batch, at) values ('claim', 0, 0, now());
