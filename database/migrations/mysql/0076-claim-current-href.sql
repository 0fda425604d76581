-- The hospital that referred the patient, as the current version says it; null where it names none.
alter table claim_current add column href varchar(64);
