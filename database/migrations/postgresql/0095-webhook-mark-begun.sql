-- The one row of the mark: no event has been handed out.
insert into webhook_mark (id, no, event_id, purged_no) values (1, 0, 0, 0);
