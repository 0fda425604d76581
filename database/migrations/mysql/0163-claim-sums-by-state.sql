-- Claims of a month by what statements say of them, and what NHSO promised and stated: filled by what follows.
alter table claim_sums
  add column recon_state varchar(20) not null default '',
  add column promised decimal(20,2) not null default 0,
  add column stated decimal(20,2) not null default 0,
  drop primary key,
  add primary key (service_month, hospital_code, scheme, kind, is_denied, first_denied, has_appeal, recon_state);
