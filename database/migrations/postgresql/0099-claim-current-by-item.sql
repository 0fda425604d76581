-- From an error code to the claim that has it, and to its month, without a look at the claim.
create index claim_current_by_item_idx on claim_current (item_kind, item_id, service_month);
