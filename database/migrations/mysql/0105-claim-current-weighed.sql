-- What inpatients brought for their weights is read from the index that also has claims in the order of their money.
alter table claim_current
  add index claim_current_by_reimbursed_idx
    (fiscal_year, kind, is_denied, reimbursed, id, adjrw, drg, service_month, scheme, hospital_code),
  drop index claim_current_fiscal_year_kind_is_denied_reimbursed_id_idx;
