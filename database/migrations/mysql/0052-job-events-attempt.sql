-- The start of the job that said the line; lines of earlier versions belong to the first one.
alter table job_events add column attempt int not null default 1;
