-- Figures and pages read claim_current, not this table; each index here makes an import slower. Kept: what finds a row by the
-- file, claim, REP document, patient or day.
drop index
  claim_orf_hospital_code_tran_id_version_key_idx,
  claim_orf_file_id_tran_id_idx,
  claim_orf_is_current_fiscal_year_scheme_idx,
  claim_orf_is_current_service_day_idx,
  claim_orf_is_current_is_denied_service_month_idx;
