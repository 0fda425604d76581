-- As for REP files: sums of a statement are wider than one of its amounts.
alter table stm_imported_files
  alter column receivable_count type bigint,
  alter column receivable_amount type numeric(20,2),
  alter column receivable_net type numeric(20,2),
  alter column summary_count type bigint,
  alter column summary_amount type numeric(20,2),
  alter column stored_amount type numeric(20,2);
