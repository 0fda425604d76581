-- RW of the claims that state an AdjRW: above the line of the mean RW.
alter table claim_drg_sums add column rw numeric(20,4) not null default 0;
