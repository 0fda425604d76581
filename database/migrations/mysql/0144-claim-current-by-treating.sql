-- The claims of one treating unit are found and put in order by an index alone.
alter table claim_current add index claim_current_by_hcode_idx
  (hcode, service_day, claimed, reimbursed, loss, scheme, kind, hospital_code);
