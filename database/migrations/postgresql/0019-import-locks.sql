-- One row a hospital, locked by its running import: one import a hospital at a time.
create table import_locks (
  hospital_code varchar(10) collate "C" not null primary key
);
