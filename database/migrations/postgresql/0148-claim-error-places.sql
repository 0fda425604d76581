-- The places of those that are left, without a gap.
update claim_error e set position_no = x.place
from (select id, row_number() over (partition by item_kind, item_id order by position_no) as place from claim_error) x
where x.id = e.id and e.position_no <> x.place;
