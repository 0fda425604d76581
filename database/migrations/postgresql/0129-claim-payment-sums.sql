-- The sums of claims by what they are paid for: a claim with two payment columns stands under both, under one of them as its first.
create table claim_payment_sums (
  service_month varchar(7) collate "C" not null,
  hospital_code varchar(10) collate "C" not null,
  scheme varchar(10) collate "C" not null,
  kind varchar(3) collate "C" not null,
  payment_column varchar(30) collate "C" not null,
  is_first boolean not null,
  is_denied boolean not null,
  first_denied boolean not null,
  has_appeal boolean not null,
  claims integer not null,
  claimed numeric(20,2) not null,
  reimbursed numeric(20,2) not null,
  first_reimbursed numeric(20,2) not null,
  adjrw numeric(20,4) not null,
  adjrw_claims integer not null,
  amount numeric(20,2) not null,
  primary key (service_month, hospital_code, scheme, kind, payment_column, is_first, is_denied, first_denied, has_appeal)
);
