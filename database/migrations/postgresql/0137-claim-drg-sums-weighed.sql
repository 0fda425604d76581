-- What the claims that state an AdjRW were reimbursed: above the line of what one AdjRW brings.
alter table claim_drg_sums add column adjrw_reimbursed numeric(20,2) not null default 0;
