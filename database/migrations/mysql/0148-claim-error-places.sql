-- The places of those that are left, without a gap.
update claim_error e
join (select id, row_number() over (partition by item_kind, item_id order by position_no) as place from claim_error) x on x.id = e.id
set e.position_no = x.place where e.position_no <> x.place;
