-- What the Detail rows of an earlier version of the program are paid for. Once more gives the same, should the first time have been cut off.
replace into claim_payment (item_kind, item_id, file_id, payment_column, is_first, amount)
select 'opip', z.id, z.file_id,
  elt(z.position_no,
    'iphc', 'ophc', 'ae_opae', 'ae_ipnb', 'ae_ipuc', 'ae_ip3sss', 'ae_ip7sss', 'ae_carae', 'ae_caref', 'ae_caref_puc',
    'opinst', 'inst', 'ipaec', 'ipaer', 'ipinrgc', 'ipinrgr', 'ipinspsn', 'ipprcc', 'ipprcc_puc', 'ipbkk_inst', 'ip_ontop',
    'cataract_amt', 'cataract_oth', 'cataract_hosp', 'dmis_catinst', 'dmisrc_amt', 'dmisrc_workload', 'rcuhosc_amt',
    'rcuhosc_workload', 'rcuhosr_amt', 'rcuhosr_workload', 'dmis_llop', 'dmis_llrgc', 'dmis_llrgr', 'dmis_lp',
    'dmis_stroke_drug', 'dmis_dmidml', 'dmis_pp', 'dmis_dmishd', 'dmis_dmicnt', 'dmis_paliative', 'dmis_dm', 'drug',
    'opbkk_hc', 'opbkk_dent', 'opbkk_drug', 'opbkk_fs', 'opbkk_others', 'fs', 'ip_amt', 'op_amt', 'ae_amt', 'hc_amt',
    'int_amt', 'on_top_amt', 'pp_amt'),
  z.position_no = min(z.position_no) over (partition by z.id), z.amount
from (
  select p.id, p.file_id, v.position_no, cast(elt(v.position_no,
    p.iphc, p.ophc, p.ae_opae, p.ae_ipnb, p.ae_ipuc, p.ae_ip3sss, p.ae_ip7sss, p.ae_carae, p.ae_caref, p.ae_caref_puc,
    p.opinst, p.inst, p.ipaec, p.ipaer, p.ipinrgc, p.ipinrgr, p.ipinspsn, p.ipprcc, p.ipprcc_puc, p.ipbkk_inst, p.ip_ontop,
    p.cataract_amt, p.cataract_oth, p.cataract_hosp, p.dmis_catinst, p.dmisrc_amt, p.dmisrc_workload, p.rcuhosc_amt,
    p.rcuhosc_workload, p.rcuhosr_amt, p.rcuhosr_workload, p.dmis_llop, p.dmis_llrgc, p.dmis_llrgr, p.dmis_lp,
    p.dmis_stroke_drug, p.dmis_dmidml, p.dmis_pp, p.dmis_dmishd, p.dmis_dmicnt, p.dmis_paliative, p.dmis_dm, p.drug,
    p.opbkk_hc, p.opbkk_dent, p.opbkk_drug, p.opbkk_fs, p.opbkk_others, p.fs, p.ip_amt, p.op_amt, p.ae_amt, p.hc_amt,
    p.int_amt, p.on_top_amt, p.pp_amt) as decimal(15,2)) as amount
  from claim_rep_opip_nhso_item p
  cross join (with recursive n as (select 1 as position_no union all select position_no + 1 from n where position_no < 56)
    select position_no from n) v
) z
where z.amount <> 0
union all
select 'orf', z.id, z.file_id,
  elt(z.position_no,
    'respon_cup', 'respon_nhso', 'cr_ophc_hc01', 'cr_ophc_hc02', 'cr_ophc_hc03', 'cr_ophc_hc04', 'cr_ophc_hc05',
    'cr_ophc_hc06', 'cr_ophc_hc07', 'cr_ophc_hc08', 'cr_ae04', 'cr_carae_ae08', 'cr_opinst_hc09', 'cr_dmisrc_amt',
    'cr_dmisrc_workload', 'cr_rcuhosc_amt', 'cr_rcuhosc_workload', 'cr_rcuhosr_amt', 'cr_rcuhosr_workload', 'cr_llop',
    'cr_lp', 'cr_stroke_drug', 'cr_dmidml', 'cr_pp', 'cr_dmishd', 'cr_paliative', 'cr_drug', 'cr_ontop'),
  z.position_no = min(z.position_no) over (partition by z.id), z.amount
from (
  select p.id, p.file_id, v.position_no, cast(elt(v.position_no,
    p.respon_cup, p.respon_nhso, p.cr_ophc_hc01, p.cr_ophc_hc02, p.cr_ophc_hc03, p.cr_ophc_hc04, p.cr_ophc_hc05,
    p.cr_ophc_hc06, p.cr_ophc_hc07, p.cr_ophc_hc08, p.cr_ae04, p.cr_carae_ae08, p.cr_opinst_hc09, p.cr_dmisrc_amt,
    p.cr_dmisrc_workload, p.cr_rcuhosc_amt, p.cr_rcuhosc_workload, p.cr_rcuhosr_amt, p.cr_rcuhosr_workload, p.cr_llop,
    p.cr_lp, p.cr_stroke_drug, p.cr_dmidml, p.cr_pp, p.cr_dmishd, p.cr_paliative, p.cr_drug, p.cr_ontop) as decimal(15,2)) as amount
  from claim_rep_orf_nhso_item p
  cross join (with recursive n as (select 1 as position_no union all select position_no + 1 from n where position_no < 28)
    select position_no from n) v
) z
where z.amount <> 0;
