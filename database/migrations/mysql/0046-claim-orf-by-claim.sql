-- A patient, an admission or a day is looked for in claim_current, whose row leads to the claim's rows here by its TRAN_ID: nothing
-- asked these indexes, and an import wrote them for every row.
alter table claim_rep_orf_nhso_item
  drop index claim_orf_hn_idx,
  drop index claim_orf_pid_idx,
  drop index claim_orf_service_date_idx;
