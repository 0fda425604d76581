-- Whether the reporter of a case can be reached, and how; never by which number or address.
create sql security definer view contact as
select c.id, c.id as case_id, coalesce(c.reporter_phone, '') <> '' as has_phone,
  coalesce(c.reporter_email, '') <> '' as has_email
from cases c;
