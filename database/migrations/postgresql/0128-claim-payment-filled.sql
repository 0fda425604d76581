-- What the Detail rows of an earlier version of the program are paid for.
insert into claim_payment (item_kind, item_id, file_id, payment_column, is_first, amount)
select 'opip', p.id, p.file_id, v.payment_column,
  v.position_no = min(v.position_no) over (partition by p.id), v.amount
from claim_rep_opip_nhso_item p cross join lateral (values
  (1, 'iphc', p.iphc), (2, 'ophc', p.ophc), (3, 'ae_opae', p.ae_opae), (4, 'ae_ipnb', p.ae_ipnb), (5, 'ae_ipuc', p.ae_ipuc),
  (6, 'ae_ip3sss', p.ae_ip3sss), (7, 'ae_ip7sss', p.ae_ip7sss), (8, 'ae_carae', p.ae_carae), (9, 'ae_caref', p.ae_caref),
  (10, 'ae_caref_puc', p.ae_caref_puc), (11, 'opinst', p.opinst), (12, 'inst', p.inst), (13, 'ipaec', p.ipaec),
  (14, 'ipaer', p.ipaer), (15, 'ipinrgc', p.ipinrgc), (16, 'ipinrgr', p.ipinrgr), (17, 'ipinspsn', p.ipinspsn),
  (18, 'ipprcc', p.ipprcc), (19, 'ipprcc_puc', p.ipprcc_puc), (20, 'ipbkk_inst', p.ipbkk_inst), (21, 'ip_ontop', p.ip_ontop),
  (22, 'cataract_amt', p.cataract_amt), (23, 'cataract_oth', p.cataract_oth), (24, 'cataract_hosp', p.cataract_hosp),
  (25, 'dmis_catinst', p.dmis_catinst), (26, 'dmisrc_amt', p.dmisrc_amt), (27, 'dmisrc_workload', p.dmisrc_workload),
  (28, 'rcuhosc_amt', p.rcuhosc_amt), (29, 'rcuhosc_workload', p.rcuhosc_workload), (30, 'rcuhosr_amt', p.rcuhosr_amt),
  (31, 'rcuhosr_workload', p.rcuhosr_workload), (32, 'dmis_llop', p.dmis_llop), (33, 'dmis_llrgc', p.dmis_llrgc),
  (34, 'dmis_llrgr', p.dmis_llrgr), (35, 'dmis_lp', p.dmis_lp), (36, 'dmis_stroke_drug', p.dmis_stroke_drug),
  (37, 'dmis_dmidml', p.dmis_dmidml), (38, 'dmis_pp', p.dmis_pp), (39, 'dmis_dmishd', p.dmis_dmishd),
  (40, 'dmis_dmicnt', p.dmis_dmicnt), (41, 'dmis_paliative', p.dmis_paliative), (42, 'dmis_dm', p.dmis_dm),
  (43, 'drug', p.drug), (44, 'opbkk_hc', p.opbkk_hc), (45, 'opbkk_dent', p.opbkk_dent), (46, 'opbkk_drug', p.opbkk_drug),
  (47, 'opbkk_fs', p.opbkk_fs), (48, 'opbkk_others', p.opbkk_others), (49, 'fs', p.fs), (50, 'ip_amt', p.ip_amt),
  (51, 'op_amt', p.op_amt), (52, 'ae_amt', p.ae_amt), (53, 'hc_amt', p.hc_amt), (54, 'int_amt', p.int_amt),
  (55, 'on_top_amt', p.on_top_amt), (56, 'pp_amt', p.pp_amt)
) v (position_no, payment_column, amount)
where v.amount <> 0
union all
select 'orf', p.id, p.file_id, v.payment_column,
  v.position_no = min(v.position_no) over (partition by p.id), v.amount
from claim_rep_orf_nhso_item p cross join lateral (values
  (1, 'respon_cup', p.respon_cup), (2, 'respon_nhso', p.respon_nhso), (3, 'cr_ophc_hc01', p.cr_ophc_hc01),
  (4, 'cr_ophc_hc02', p.cr_ophc_hc02), (5, 'cr_ophc_hc03', p.cr_ophc_hc03), (6, 'cr_ophc_hc04', p.cr_ophc_hc04),
  (7, 'cr_ophc_hc05', p.cr_ophc_hc05), (8, 'cr_ophc_hc06', p.cr_ophc_hc06), (9, 'cr_ophc_hc07', p.cr_ophc_hc07),
  (10, 'cr_ophc_hc08', p.cr_ophc_hc08), (11, 'cr_ae04', p.cr_ae04), (12, 'cr_carae_ae08', p.cr_carae_ae08),
  (13, 'cr_opinst_hc09', p.cr_opinst_hc09), (14, 'cr_dmisrc_amt', p.cr_dmisrc_amt),
  (15, 'cr_dmisrc_workload', p.cr_dmisrc_workload), (16, 'cr_rcuhosc_amt', p.cr_rcuhosc_amt),
  (17, 'cr_rcuhosc_workload', p.cr_rcuhosc_workload), (18, 'cr_rcuhosr_amt', p.cr_rcuhosr_amt),
  (19, 'cr_rcuhosr_workload', p.cr_rcuhosr_workload), (20, 'cr_llop', p.cr_llop), (21, 'cr_lp', p.cr_lp),
  (22, 'cr_stroke_drug', p.cr_stroke_drug), (23, 'cr_dmidml', p.cr_dmidml), (24, 'cr_pp', p.cr_pp),
  (25, 'cr_dmishd', p.cr_dmishd), (26, 'cr_paliative', p.cr_paliative), (27, 'cr_drug', p.cr_drug),
  (28, 'cr_ontop', p.cr_ontop)
) v (position_no, payment_column, amount)
where v.amount <> 0;
