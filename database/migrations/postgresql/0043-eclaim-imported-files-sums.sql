-- Sums over all rows of a workbook outgrow the columns of a single row: a damaged number would stop the import of its file.
alter table eclaim_imported_files
  alter column summary_total type bigint,
  alter column summary_passed type bigint,
  alter column summary_failed type bigint,
  alter column summary_amount type numeric(20,2),
  alter column stored_amount type numeric(20,2);
