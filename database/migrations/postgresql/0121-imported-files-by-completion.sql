-- When the newest import ended is asked by every figure and page.
create index eclaim_imported_files_by_completion_idx on eclaim_imported_files (status, import_completed_at);
drop index eclaim_imported_files_status_idx;
