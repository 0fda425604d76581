-- The claims of a code stand in the index itself.
drop index claim_error_code_is_current_idx;
create index claim_error_by_code_idx on claim_error (code, is_current, hospital_code, tran_id, item_kind, item_id);
