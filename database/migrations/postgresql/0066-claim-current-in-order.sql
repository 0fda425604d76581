-- A list of claims is walked by one index in each of its orders, wherever it begins. Sums have tables of their own, so that
-- nothing groups claims by what these took the place of.
drop index claim_current_service_day_idx, claim_current_service_month_is_denied_idx,
  claim_current_fiscal_year_scheme_kind_idx;
create index claim_current_service_day_id_idx on claim_current (service_day, id);
create index claim_current_service_month_id_idx on claim_current (service_month, id);
create index claim_current_fiscal_year_kind_is_denied_claimed_id_idx
  on claim_current (fiscal_year, kind, is_denied, claimed, id);
create index claim_current_fiscal_year_kind_is_denied_reimbursed_id_idx
  on claim_current (fiscal_year, kind, is_denied, reimbursed, id);
create index claim_current_fiscal_year_kind_is_denied_loss_id_idx
  on claim_current (fiscal_year, kind, is_denied, loss, id);
create index claim_current_tran_id_id_idx on claim_current (tran_id, id);
create index claim_current_drg_id_idx on claim_current (drg, id);
create index claim_current_scheme_kind_is_denied_service_day_idx on claim_current (scheme, kind, is_denied, service_day);
