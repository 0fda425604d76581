-- The last serial of case numbers that was given out, by hospital and fiscal year (Buddhist Era). It only grows.
create table case_numbers (
  hospital_code varchar(10) collate "C" not null,
  fiscal_year integer not null,
  last_serial integer not null,
  primary key (hospital_code, fiscal_year)
);
