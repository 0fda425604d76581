-- What follows from days is worked out by the database: the day of the week, and how long an inpatient stayed.
alter table claim_current
  add column service_weekday integer generated always as (weekday(service_day) + 1) virtual,
  add column stay_days integer
    generated always as (case when is_ip and discharge_day >= service_day then datediff(discharge_day, service_day) end) virtual;
