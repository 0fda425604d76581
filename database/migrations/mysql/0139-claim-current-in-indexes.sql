-- Claims with an item, a payment column, a state or a fact are found and put in order by an index alone, and those in the order of
-- an amount told from others, without a look at each of their wide rows.
alter table claim_current
  drop index claim_current_by_item_idx,
  add index claim_current_by_item_idx
    (item_kind, item_id, service_month, service_day, claimed, reimbursed, loss, scheme, kind, hospital_code),
  drop index claim_current_recon_state_service_day_idx,
  add index claim_current_recon_state_service_day_idx
    (recon_state, service_day, claimed, reimbursed, loss, scheme, kind, hospital_code, file_date),
  drop index claim_current_by_hmain_idx,
  add index claim_current_by_hmain_idx
    (hmain, service_day, claimed, reimbursed, loss, scheme, kind, hospital_code),
  drop index claim_current_by_late_idx,
  add index claim_current_by_late_idx
    (late_percent, service_day, claimed, reimbursed, loss, scheme, kind, hospital_code),
  drop index claim_current_by_stay_idx,
  add index claim_current_by_stay_idx
    (stay_days, service_day, claimed, reimbursed, loss, scheme, kind, hospital_code),
  drop index claim_current_fiscal_year_kind_is_denied_claimed_id_idx,
  add index claim_current_fiscal_year_kind_is_denied_claimed_id_idx
    (fiscal_year, kind, is_denied, claimed, id, adjrw, scheme, hospital_code, first_denied, has_appeal, service_weekday),
  drop index claim_current_fiscal_year_kind_is_denied_loss_id_idx,
  add index claim_current_fiscal_year_kind_is_denied_loss_id_idx
    (fiscal_year, kind, is_denied, loss, id, adjrw, scheme, hospital_code, first_denied, has_appeal, service_weekday),
  drop index claim_current_by_reimbursed_idx,
  add index claim_current_by_reimbursed_idx
    (fiscal_year, kind, is_denied, reimbursed, id, adjrw, drg, service_month, scheme, hospital_code, first_denied, has_appeal, service_weekday);
