-- The claims of a code stand in the index itself.
alter table claim_error
  drop index claim_error_code_is_current_idx,
  add index claim_error_by_code_idx (code, is_current, hospital_code, tran_id, item_kind, item_id);
