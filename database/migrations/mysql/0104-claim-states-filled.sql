-- What counted statements say of the claims of an earlier version of the program (domain/statement-standing). Once more gives
-- the same, should the first time have been cut off.
update claim_current c
left join (
  select i.hospital_code, i.tran_id, coalesce(sum(i.total_compensation), 0) as stated
  from stm_claim_item i join stm_imported_files f on f.id = i.file_id and f.is_current = true and f.undone_at is null
  where i.tran_id is not null
  group by i.hospital_code, i.tran_id
) s on s.hospital_code = c.hospital_code and s.tran_id = c.tran_id
set c.stm_amount = s.stated,
  c.recon_state = case
    when s.stated is null then case when c.is_denied then 'denied' when c.scheme = 'UCS' then 'waiting_stm' else 'not_covered' end
    when c.is_denied then case when s.stated = 0 then 'denied' else 'needs_person' end
    when abs(s.stated - coalesce(c.reimb_nhso, 0)) <= 0.01 then 'matched'
    when s.stated <= 0 then 'reversed'
    when s.stated < coalesce(c.reimb_nhso, 0) then 'part_paid'
    else 'over' end;
