-- What counted statements say of the claims of an earlier version of the program (domain/statement-standing).
update claim_current c
set stm_amount = n.stated,
  recon_state = case
    when n.stated is null then case when c.is_denied then 'denied' when c.scheme = 'UCS' then 'waiting_stm' else 'not_covered' end
    when c.is_denied then case when n.stated = 0 then 'denied' else 'needs_person' end
    when abs(n.stated - coalesce(c.reimb_nhso, 0)) <= 0.01 then 'matched'
    when n.stated <= 0 then 'reversed'
    when n.stated < coalesce(c.reimb_nhso, 0) then 'part_paid'
    else 'over' end
from (
  select m.id, s.stated
  from claim_current m
  left join (
    select i.hospital_code, i.tran_id, coalesce(sum(i.total_compensation), 0) as stated
    from stm_claim_item i join stm_imported_files f on f.id = i.file_id and f.is_current and f.undone_at is null
    where i.tran_id is not null
    group by i.hospital_code, i.tran_id
  ) s on s.hospital_code = m.hospital_code and s.tran_id = m.tran_id
) n
where n.id = c.id;
