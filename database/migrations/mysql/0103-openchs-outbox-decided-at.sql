-- A person may send again what was given up: from then on it is tried as long as a new one.
alter table openchs_outbox add column decided_at datetime(6);
