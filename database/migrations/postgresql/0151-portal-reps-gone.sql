-- When a whole list of its month no longer had the document.
alter table portal_reps add column gone_at timestamptz(6);
