-- What was sent, until it is known to have arrived: a repeat with the same Idempotency-Key says the same.
alter table openchs_outbox add column sent jsonb;
