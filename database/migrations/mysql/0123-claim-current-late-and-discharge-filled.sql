-- What the versions of an earlier version of the program say. Once more gives the same, should the first time have been cut off.
update claim_current c
join claim_rep_opip_nhso_item p on p.id = c.item_id
set c.discharge_day = cast(p.datedsc as date),
  c.late_percent = coalesce(
    cast(case when p.ps_percent2 regexp '^[[:space:]]*([0-9]{1,3}([.][0-9]+){0,1})[[:space:]]*%{0,1}[[:space:]]*$'
      then regexp_substr(p.ps_percent2, '[0-9]{1,3}([.][0-9]+){0,1}') end as decimal(9,4)),
    cast(case when p.ps_percent regexp '^[[:space:]]*([0-9]{1,3}([.][0-9]+){0,1})[[:space:]]*%{0,1}[[:space:]]*$'
      then regexp_substr(p.ps_percent, '[0-9]{1,3}([.][0-9]+){0,1}') end as decimal(9,4))
  )
where c.item_kind = 'opip';
