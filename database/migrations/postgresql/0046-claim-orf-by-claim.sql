-- A patient, an admission or a day is looked for in claim_current, whose row leads to the claim's rows here by its TRAN_ID: nothing
-- asked these indexes, and an import wrote them for every row.
drop index claim_orf_hn_idx, claim_orf_pid_idx, claim_orf_service_date_idx;
