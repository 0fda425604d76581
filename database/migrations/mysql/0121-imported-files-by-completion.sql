-- When the newest import ended is asked by every figure and page.
alter table eclaim_imported_files
  add index eclaim_imported_files_by_completion_idx (status, import_completed_at),
  drop index eclaim_imported_files_status_idx;
