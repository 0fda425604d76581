-- Of the claims of an earlier version of the program.
update claim_sums s set rw = z.rw from (
  select coalesce(c.service_month, '') as service_month, c.hospital_code, c.scheme, c.kind, c.is_denied, c.first_denied, c.has_appeal, sum(c.rw) as rw
  from claim_current c where c.adjrw is not null and c.rw is not null
  group by coalesce(c.service_month, ''), c.hospital_code, c.scheme, c.kind, c.is_denied, c.first_denied, c.has_appeal
) z where s.service_month = z.service_month and s.hospital_code = z.hospital_code and s.scheme = z.scheme and s.kind = z.kind and s.is_denied = z.is_denied and s.first_denied = z.first_denied and s.has_appeal = z.has_appeal;
