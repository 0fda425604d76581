-- Which transaction changed the claim last. Claims of an earlier version of the program are of one batch, number 0.
alter table claim_current add column change_batch bigint not null default 0;
create index claim_current_change_batch_id_idx on claim_current (change_batch, id);
