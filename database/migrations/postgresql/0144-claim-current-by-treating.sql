-- The claims of one treating unit are found and put in order by an index alone.
create index claim_current_by_hcode_idx on claim_current
  (hcode, service_day, claimed, reimbursed, loss, scheme, kind, hospital_code, id);
