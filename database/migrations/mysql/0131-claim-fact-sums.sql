-- The sums of claims by single facts that they state: a claim stands under each of its facts.
create table claim_fact_sums (
  fact varchar(15) not null,
  service_month varchar(7) not null,
  hospital_code varchar(10) not null,
  scheme varchar(10) not null,
  kind varchar(3) not null,
  fact_number decimal(15,4) not null,
  fact_text varchar(64) not null,
  is_denied boolean not null,
  first_denied boolean not null,
  has_appeal boolean not null,
  claims int not null,
  claimed decimal(20,2) not null,
  reimbursed decimal(20,2) not null,
  first_reimbursed decimal(20,2) not null,
  adjrw decimal(20,4) not null,
  adjrw_claims int not null,
  primary key (fact, service_month, hospital_code, scheme, kind, fact_number, fact_text, is_denied, first_denied, has_appeal)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
