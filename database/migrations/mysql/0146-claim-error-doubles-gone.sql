-- C312 and c312 are one code: of a row that has both, the first one stays.
delete e from claim_error e join claim_error o
  on o.item_kind = e.item_kind and o.item_id = e.item_id and o.position_no < e.position_no and upper(o.code) = upper(e.code);
