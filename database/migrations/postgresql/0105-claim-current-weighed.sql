-- What inpatients brought for their weights is read from the index that also has claims in the order of their money.
create index claim_current_by_reimbursed_idx on claim_current
  (fiscal_year, kind, is_denied, reimbursed, id, adjrw, drg, service_month, scheme, hospital_code);
drop index claim_current_fiscal_year_kind_is_denied_reimbursed_id_idx;
