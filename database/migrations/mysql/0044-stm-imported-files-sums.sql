-- As for REP files: sums of a statement are wider than one of its amounts.
alter table stm_imported_files
  modify column receivable_count bigint,
  modify column receivable_amount decimal(20,2),
  modify column receivable_net decimal(20,2),
  modify column summary_count bigint,
  modify column summary_amount decimal(20,2),
  modify column stored_amount decimal(20,2);
