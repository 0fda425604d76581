-- Days from the service to the first REP: two hundred thousand claims of a year, of which nothing else is read.
create index claim_current_by_days_idx on claim_current
  (fiscal_year, service_day, first_file_date, scheme, kind, hospital_code, main_fund);
