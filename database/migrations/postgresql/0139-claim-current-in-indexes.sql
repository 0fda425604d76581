-- Claims with an item, a payment column, a state or a fact are found and put in order by an index alone, and those in the order of
-- an amount told from others, without a look at each of their wide rows. `id` is in every index of MySQL by itself.
drop index claim_current_by_item_idx;
create index claim_current_by_item_idx
  on claim_current (item_kind, item_id, service_month, service_day, claimed, reimbursed, loss, scheme, kind, hospital_code, id);
drop index claim_current_recon_state_service_day_idx;
create index claim_current_recon_state_service_day_idx
  on claim_current (recon_state, service_day, claimed, reimbursed, loss, scheme, kind, hospital_code, file_date, id);
drop index claim_current_by_hmain_idx;
create index claim_current_by_hmain_idx
  on claim_current (hmain, service_day, claimed, reimbursed, loss, scheme, kind, hospital_code, id);
drop index claim_current_by_late_idx;
create index claim_current_by_late_idx
  on claim_current (late_percent, service_day, claimed, reimbursed, loss, scheme, kind, hospital_code, id) where late_percent < 100;
drop index claim_current_by_stay_idx;
create index claim_current_by_stay_idx
  on claim_current (stay_days, service_day, claimed, reimbursed, loss, scheme, kind, hospital_code, id) where stay_days is not null;
drop index claim_current_fiscal_year_kind_is_denied_claimed_id_idx;
create index claim_current_fiscal_year_kind_is_denied_claimed_id_idx
  on claim_current (fiscal_year, kind, is_denied, claimed, id, adjrw, scheme, hospital_code, first_denied, has_appeal, service_weekday);
drop index claim_current_fiscal_year_kind_is_denied_loss_id_idx;
create index claim_current_fiscal_year_kind_is_denied_loss_id_idx
  on claim_current (fiscal_year, kind, is_denied, loss, id, adjrw, scheme, hospital_code, first_denied, has_appeal, service_weekday);
drop index claim_current_by_reimbursed_idx;
create index claim_current_by_reimbursed_idx
  on claim_current (fiscal_year, kind, is_denied, reimbursed, id, adjrw, drg, service_month, scheme, hospital_code, first_denied, has_appeal, service_weekday);
