-- Of the claims of an earlier version of the program.
update claim_current c set rw = p.rw from claim_rep_opip_nhso_item p
where c.item_kind = 'opip' and p.id = c.item_id and p.rw is not null;
