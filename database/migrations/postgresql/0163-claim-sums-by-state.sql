-- Claims of a month by what statements say of them, and what NHSO promised and stated: filled by what follows.
alter table claim_sums
  add column recon_state varchar(20) collate "C" not null default '',
  add column promised numeric(20,2) not null default 0,
  add column stated numeric(20,2) not null default 0,
  drop constraint claim_sums_pkey,
  add primary key (service_month, hospital_code, scheme, kind, is_denied, first_denied, has_appeal, recon_state);
