-- Claims with a code are looked up by it, also where nothing is said of the version.
alter table claim_error
  drop index claim_error_is_current_code_idx,
  add index claim_error_code_is_current_idx (code, is_current);
