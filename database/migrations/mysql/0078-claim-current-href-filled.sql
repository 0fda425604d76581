-- What the versions of an earlier version of the program say. Once more gives the same, should the first time have been cut off.
update claim_current c
left join claim_rep_opip_nhso_item p on c.item_kind = 'opip' and p.id = c.item_id
left join claim_rep_orf_nhso_item o on c.item_kind = 'orf' and o.id = c.item_id
set c.href = coalesce(p.href, o.href)
where coalesce(p.href, o.href) not in ('', '-');
