-- The sums of claims by what they are paid for: a claim with two payment columns stands under both, under one of them as its first.
create table claim_payment_sums (
  service_month varchar(7) not null,
  hospital_code varchar(10) not null,
  scheme varchar(10) not null,
  kind varchar(3) not null,
  payment_column varchar(30) not null,
  is_first boolean not null,
  is_denied boolean not null,
  first_denied boolean not null,
  has_appeal boolean not null,
  claims int not null,
  claimed decimal(20,2) not null,
  reimbursed decimal(20,2) not null,
  first_reimbursed decimal(20,2) not null,
  adjrw decimal(20,4) not null,
  adjrw_claims int not null,
  amount decimal(20,2) not null,
  primary key (service_month, hospital_code, scheme, kind, payment_column, is_first, is_denied, first_denied, has_appeal)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
