-- What the versions of an earlier version of the program say.
update claim_current c set late_percent = n.late_percent, discharge_day = n.discharge_day
from (
  select p.id, cast(p.datedsc as date) as discharge_day,
    coalesce(
      cast(substring(p.ps_percent2 from '^[[:space:]]*([0-9]{1,3}([.][0-9]+){0,1})[[:space:]]*%{0,1}[[:space:]]*$') as numeric(9,4)),
      cast(substring(p.ps_percent from '^[[:space:]]*([0-9]{1,3}([.][0-9]+){0,1})[[:space:]]*%{0,1}[[:space:]]*$') as numeric(9,4))
    ) as late_percent
  from claim_rep_opip_nhso_item p
) n
where c.item_kind = 'opip' and n.id = c.item_id and (n.late_percent is not null or n.discharge_day is not null);
