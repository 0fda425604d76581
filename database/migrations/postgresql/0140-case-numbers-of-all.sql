-- One counter for all hospitals, so that no two cases are given one number: a case that is of no hospital yet may join one later.
-- It stands under the empty code; what stands under hospitals is from before.
insert into case_numbers (hospital_code, fiscal_year, last_serial)
select '', fiscal_year, max(last_serial) from case_numbers group by fiscal_year
on conflict (hospital_code, fiscal_year) do update set last_serial = excluded.last_serial;
