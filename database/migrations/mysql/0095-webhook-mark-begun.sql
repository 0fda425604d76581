-- The one row of the mark: no event has been handed out. Once more changes nothing, should the first time have been cut off.
insert ignore into webhook_mark (id, no, event_id, purged_no) values (1, 0, 0, 0);
