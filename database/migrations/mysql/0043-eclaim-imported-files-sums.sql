-- Sums over all rows of a workbook outgrow the columns of a single row: a damaged number would stop the import of its file.
alter table eclaim_imported_files
  modify column summary_total bigint,
  modify column summary_passed bigint,
  modify column summary_failed bigint,
  modify column summary_amount decimal(20,2),
  modify column stored_amount decimal(20,2);
