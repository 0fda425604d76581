-- The sites of OpenCHS that were asked: who works on them, up to where they were read, and what keeps calls away.
create table openchs_targets (
  target varchar(190) collate "C" not null,
  lease_by varchar(80) collate "C",
  lease_until timestamptz(6),
  checkpoint text collate "C",
  tells_changes boolean,
  next_sync_at timestamptz(6),
  synced_at timestamptz(6),
  contact_at timestamptz(6),
  breaker varchar(10) collate "C" not null,
  breaker_since timestamptz(6),
  breaker_until timestamptz(6),
  cause varchar(60) collate "C",
  stopped_for varchar(64) collate "C",
  problem varchar(60) collate "C",
  details jsonb,
  updated_at timestamptz(6) not null,
  primary key (target)
);
