-- What follows from days is worked out by the database: the day of the week, and how long an inpatient stayed.
alter table claim_current
  add column service_weekday integer generated always as (cast(extract(isodow from service_day) as integer)) stored,
  add column stay_days integer
    generated always as (case when is_ip and discharge_day >= service_day then discharge_day - service_day end) stored;
