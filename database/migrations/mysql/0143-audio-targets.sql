-- What keeps calls away from an audio service, for the page and for the next process.
create table audio_targets (
  service varchar(190) not null,
  breaker varchar(10) not null,
  breaker_since datetime(6),
  breaker_until datetime(6),
  cause varchar(60),
  updated_at datetime(6) not null,
  primary key (service)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
