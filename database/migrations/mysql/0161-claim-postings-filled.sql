-- The claims of an earlier version of the program. Once more gives the same, should the first time have been cut off.
replace into claim_postings (
  trait, trait_value, claim_id, hospital_code, tran_id, scheme, kind, main_fund, service_type, drg, href, hmain, hcode,
  is_denied, first_denied, has_appeal, service_day, service_weekday, stay_days, file_date, claimed, reimbursed, loss, adjrw, late_percent, recon_state
)
select 'code', e.code, c.id, c.hospital_code, c.tran_id, c.scheme, c.kind, c.main_fund, c.service_type, c.drg, c.href, c.hmain, c.hcode,
  c.is_denied, c.first_denied, c.has_appeal, c.service_day, c.service_weekday, c.stay_days, c.file_date,
  c.claimed, c.reimbursed, c.loss, c.adjrw, c.late_percent, c.recon_state
from claim_current c join claim_error e on e.item_kind = c.item_kind and e.item_id = c.item_id
union all
select 'payment', p.payment_column, c.id, c.hospital_code, c.tran_id, c.scheme, c.kind, c.main_fund, c.service_type, c.drg, c.href, c.hmain, c.hcode,
  c.is_denied, c.first_denied, c.has_appeal, c.service_day, c.service_weekday, c.stay_days, c.file_date,
  c.claimed, c.reimbursed, c.loss, c.adjrw, c.late_percent, c.recon_state
from claim_current c join claim_payment p on p.item_kind = c.item_kind and p.item_id = c.item_id;
