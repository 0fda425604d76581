-- A list of claims is walked by one index in each of its orders, wherever it begins. Sums have tables of their own, so that
-- nothing groups claims by what these took the place of.
alter table claim_current
  drop index claim_current_service_day_idx,
  drop index claim_current_service_month_is_denied_idx,
  drop index claim_current_fiscal_year_scheme_kind_idx,
  add index claim_current_service_day_id_idx (service_day, id),
  add index claim_current_service_month_id_idx (service_month, id),
  add index claim_current_fiscal_year_kind_is_denied_claimed_id_idx
    (fiscal_year, kind, is_denied, claimed, id),
  add index claim_current_fiscal_year_kind_is_denied_reimbursed_id_idx
    (fiscal_year, kind, is_denied, reimbursed, id),
  add index claim_current_fiscal_year_kind_is_denied_loss_id_idx
    (fiscal_year, kind, is_denied, loss, id),
  add index claim_current_tran_id_id_idx (tran_id, id),
  add index claim_current_drg_id_idx (drg, id),
  add index claim_current_scheme_kind_is_denied_service_day_idx (scheme, kind, is_denied, service_day);
