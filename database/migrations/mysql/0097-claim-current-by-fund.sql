-- Claims of a fund are found by what else is asked of them in the index itself, without a look at each.
alter table claim_current
  drop index claim_current_main_fund_service_month_idx,
  add index claim_current_by_fund_idx
    (main_fund, service_month, service_type, kind, scheme, is_denied, first_denied, has_appeal);
