-- The page of a claim says who opened it.
create index audit_log_subject_id_idx on audit_log (subject, id);
