-- Sums of claim_current by what figures ask for most. Kept by the transaction that changes a claim; can be rebuilt from it.
create table claim_sums (
  service_month varchar(7) collate "C" not null,
  hospital_code varchar(10) collate "C" not null,
  scheme varchar(10) collate "C" not null,
  kind varchar(3) collate "C" not null,
  is_denied boolean not null,
  first_denied boolean not null,
  has_appeal boolean not null,
  claims integer not null,
  claimed numeric(20,2) not null,
  reimbursed numeric(20,2) not null,
  first_reimbursed numeric(20,2) not null,
  adjrw numeric(20,4) not null,
  adjrw_claims integer not null,
  primary key (service_month, hospital_code, scheme, kind, is_denied, first_denied, has_appeal)
);
