-- The same of claims that a hospital referred, by that hospital; those without one are all others.
create table claim_referrer_sums (
  service_month varchar(7) collate "C" not null,
  hospital_code varchar(10) collate "C" not null,
  scheme varchar(10) collate "C" not null,
  kind varchar(3) collate "C" not null,
  href varchar(64) collate "C" not null,
  is_denied boolean not null,
  first_denied boolean not null,
  has_appeal boolean not null,
  claims integer not null,
  claimed numeric(20,2) not null,
  reimbursed numeric(20,2) not null,
  first_reimbursed numeric(20,2) not null,
  adjrw numeric(20,4) not null,
  adjrw_claims integer not null,
  primary key (service_month, hospital_code, scheme, kind, href, is_denied, first_denied, has_appeal)
);
