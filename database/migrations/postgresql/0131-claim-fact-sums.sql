-- The sums of claims by single facts that they state: a claim stands under each of its facts.
create table claim_fact_sums (
  fact varchar(15) collate "C" not null,
  service_month varchar(7) collate "C" not null,
  hospital_code varchar(10) collate "C" not null,
  scheme varchar(10) collate "C" not null,
  kind varchar(3) collate "C" not null,
  fact_number numeric(15,4) not null,
  fact_text varchar(64) collate "C" not null,
  is_denied boolean not null,
  first_denied boolean not null,
  has_appeal boolean not null,
  claims integer not null,
  claimed numeric(20,2) not null,
  reimbursed numeric(20,2) not null,
  first_reimbursed numeric(20,2) not null,
  adjrw numeric(20,4) not null,
  adjrw_claims integer not null,
  primary key (fact, service_month, hospital_code, scheme, kind, fact_number, fact_text, is_denied, first_denied, has_appeal)
);
