-- The same by fund and kind of service.
create table claim_fund_sums (
  service_month varchar(7) collate "C" not null,
  hospital_code varchar(10) collate "C" not null,
  scheme varchar(10) collate "C" not null,
  kind varchar(3) collate "C" not null,
  main_fund varchar(255) collate "C" not null,
  service_type varchar(40) collate "C" not null,
  is_denied boolean not null,
  first_denied boolean not null,
  has_appeal boolean not null,
  claims integer not null,
  claimed numeric(20,2) not null,
  reimbursed numeric(20,2) not null,
  first_reimbursed numeric(20,2) not null,
  adjrw numeric(20,4) not null,
  adjrw_claims integer not null,
  primary key (service_month, hospital_code, scheme, kind, main_fund, service_type, is_denied, first_denied, has_appeal)
);
