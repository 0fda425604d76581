-- The last serial of case numbers that was given out, by hospital and fiscal year (Buddhist Era). It only grows.
create table case_numbers (
  hospital_code varchar(10) not null,
  fiscal_year int not null,
  last_serial int not null,
  primary key (hospital_code, fiscal_year)
) engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin;
