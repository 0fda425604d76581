-- The sites of OpenCHS that were asked: who works on them, up to where they were read, and what keeps calls away.
create table openchs_targets (
  target varchar(190) not null,
  lease_by varchar(80),
  lease_until datetime(6),
  checkpoint mediumtext,
  tells_changes boolean,
  next_sync_at datetime(6),
  synced_at datetime(6),
  contact_at datetime(6),
  breaker varchar(10) not null,
  breaker_since datetime(6),
  breaker_until datetime(6),
  cause varchar(60),
  stopped_for varchar(64),
  problem varchar(60),
  details json,
  updated_at datetime(6) not null,
  primary key (target)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
