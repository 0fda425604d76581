-- The claims of an earlier version of the program.
insert into claim_sums (
  service_month, hospital_code, scheme, kind, is_denied, first_denied, has_appeal, recon_state,
  claims, claimed, reimbursed, first_reimbursed, adjrw, adjrw_claims, adjrw_reimbursed, rw, promised, stated
)
select
  coalesce(c.service_month, ''), c.hospital_code, c.scheme, c.kind, c.is_denied, c.first_denied, c.has_appeal, c.recon_state,
  count(*), coalesce(sum(c.claimed), 0), coalesce(sum(c.reimbursed), 0), coalesce(sum(c.first_reimbursed), 0), coalesce(sum(c.adjrw), 0), count(c.adjrw),
  coalesce(sum(case when c.adjrw is not null then c.reimbursed end), 0), coalesce(sum(case when c.adjrw is not null then c.rw end), 0),
  coalesce(sum(c.reimb_nhso), 0), coalesce(sum(c.stm_amount), 0)
from claim_current c
group by coalesce(c.service_month, ''), c.hospital_code, c.scheme, c.kind, c.is_denied, c.first_denied, c.has_appeal, c.recon_state;
