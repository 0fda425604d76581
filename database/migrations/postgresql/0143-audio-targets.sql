-- What keeps calls away from an audio service, for the page and for the next process.
create table audio_targets (
  service varchar(190) collate "C" not null,
  breaker varchar(10) collate "C" not null,
  breaker_since timestamptz(6),
  breaker_until timestamptz(6),
  cause varchar(60) collate "C",
  updated_at timestamptz(6) not null,
  primary key (service)
);
