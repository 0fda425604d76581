-- Transcription of calls is switched on for persons, not by roles.
alter table users add column may_use_audio boolean not null default false;
