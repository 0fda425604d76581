-- Claims with a code are looked up by it, also where nothing is said of the version.
drop index claim_error_is_current_code_idx;
create index claim_error_code_is_current_idx on claim_error (code, is_current);
