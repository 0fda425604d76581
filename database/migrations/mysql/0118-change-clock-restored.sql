-- What lies between a backup and its restore is lost here, but may have been sent to others: from when, and until when.
alter table change_clock add column lost_since datetime(6), add column restored_at datetime(6);
