-- Hits of one bucket (address, account, key) in its running window.
create table rate_windows (
  bucket varchar(190) collate "C" not null primary key,
  started_at timestamptz(6) not null,
  hits integer not null default 0
);
