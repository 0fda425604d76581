-- Figures and pages read claim_current, not this table; each index here makes an import slower. Kept: what finds a row by the
-- file, claim, REP document, patient or day.
alter table claim_rep_orf_nhso_item
  drop index claim_orf_hospital_code_tran_id_version_key_idx,
  drop index claim_orf_file_id_tran_id_idx,
  drop index claim_orf_is_current_fiscal_year_scheme_idx,
  drop index claim_orf_is_current_service_day_idx,
  drop index claim_orf_is_current_is_denied_service_month_idx;
