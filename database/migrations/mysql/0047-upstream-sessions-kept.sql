-- A session is used again by the next run and by other processes: one of them at a time holds its lease. Its cookies and an
-- open question of the single sign-on lie encrypted in secrets.
alter table upstream_sessions
  add column way varchar(10),
  add column leased_by varchar(190),
  add column lease_beat_at datetime(6),
  add column own_sign_ins json,
  add column refused_mark varchar(64),
  add column challenge varchar(20),
  add column challenge_until datetime(6),
  add column stay_until datetime(6);
