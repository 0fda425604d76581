-- What the claims that state an AdjRW were reimbursed: above the line of what one AdjRW brings.
alter table claim_fund_sums add column adjrw_reimbursed decimal(20,2) not null default 0;
