-- Of the claims of an earlier version of the program. Once more gives the same, should the first time have been cut off.
update claim_current c join claim_rep_opip_nhso_item p on p.id = c.item_id
set c.rw = p.rw where c.item_kind = 'opip' and p.rw is not null;
