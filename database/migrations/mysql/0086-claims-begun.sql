-- The batch of claims that were there before changes were numbered. Once more changes nothing.
insert ignore into change_batches (kind, no, batch, at) values ('claim', 0, 0, current_timestamp(6));
