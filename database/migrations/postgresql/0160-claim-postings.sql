-- Which claims have an error code or a payment column, with what lists put them in order by: those of one value lie together in
-- the index, so that a list of them is read without a look at each claim. Of current versions alone.
create table claim_postings (
  trait varchar(8) collate "C" not null,
  trait_value varchar(30) collate "C" not null,
  claim_id bigint not null,
  hospital_code varchar(10) collate "C" not null,
  tran_id varchar(64) collate "C" not null,
  scheme varchar(10) collate "C" not null,
  kind varchar(3) collate "C" not null,
  main_fund varchar(255) collate "C" not null,
  service_type varchar(40) collate "C" not null,
  drg varchar(40) collate "C",
  href varchar(64) collate "C",
  hmain varchar(64) collate "C",
  hcode varchar(64) collate "C" not null,
  is_denied boolean not null,
  first_denied boolean not null,
  has_appeal boolean not null,
  service_day date,
  service_weekday integer,
  stay_days integer,
  file_date date,
  claimed numeric(15,2),
  reimbursed numeric(15,2),
  loss numeric(15,2),
  adjrw numeric(15,4),
  late_percent numeric(9,4),
  recon_state varchar(20) collate "C" not null,
  constraint claim_postings_pkey primary key (trait, trait_value, claim_id)
    include (service_day, claimed, reimbursed, loss, hospital_code, scheme, kind, main_fund, service_type, drg, href, hmain, hcode, is_denied, first_denied,
      has_appeal, tran_id, service_weekday, stay_days, file_date, adjrw, late_percent, recon_state)
);
create index claim_postings_claim_id_idx on claim_postings (claim_id);
