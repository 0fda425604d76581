-- Claims that wait for their statement, by the day of their REP: as many as half of all, of which nothing else is read.
alter table claim_current
  add index claim_current_by_state_idx
    (recon_state, fiscal_year, file_date, reimb_nhso, scheme, kind, hospital_code);
