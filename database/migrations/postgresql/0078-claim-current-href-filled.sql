-- What the versions of an earlier version of the program say.
update claim_current c set href = i.href
from (
  select 'opip' as item_kind, id, href from claim_rep_opip_nhso_item where href not in ('', '-')
  union all
  select 'orf' as item_kind, id, href from claim_rep_orf_nhso_item where href not in ('', '-')
) i
where i.item_kind = c.item_kind and i.id = c.item_id;
