-- The table of schedules is there now: a job of one names a row of it.
alter table jobs add constraint jobs_schedule_id_fkey foreign key (schedule_id) references schedules (id);
