/** Columns of Detail rows that say what NHSO pays for what: name in the tables, and heading as the workbooks have it. */
type PaymentColumn = readonly [name: string, heading: string];

/** The form of UCS; SSS has columns of its own, of which the first of each group is stored. */
const opip: readonly PaymentColumn[] = [
  ['iphc', 'ค่าใช้จ่ายสูง (HC) > IPHC'],
  ['ophc', 'ค่าใช้จ่ายสูง (HC) > OPHC'],
  ['ae_opae', 'อุบัติเหตุฉุกเฉิน (AE) > OPAE (1.1*4*5)'],
  ['ae_ipnb', 'อุบัติเหตุฉุกเฉิน (AE) > IPNB'],
  ['ae_ipuc', 'อุบัติเหตุฉุกเฉิน (AE) > IPUC'],
  ['ae_ip3sss', 'อุบัติเหตุฉุกเฉิน (AE) > IP3SSS'],
  ['ae_ip7sss', 'อุบัติเหตุฉุกเฉิน (AE) > IP7SSS'],
  ['ae_carae', 'อุบัติเหตุฉุกเฉิน (AE) > CARAE'],
  ['ae_caref', 'อุบัติเหตุฉุกเฉิน (AE) > CAREF'],
  ['ae_caref_puc', 'อุบัติเหตุฉุกเฉิน (AE) > CAREF-PUC'],
  ['opinst', 'อวัยวะเทียม/อุปกรณ์บำบัดรักษา (INST) > OPINST'],
  ['inst', 'อวัยวะเทียม/อุปกรณ์บำบัดรักษา (INST) > INST'],
  ['ipaec', 'ผู้ป่วยใน (IP) > IPAEC'],
  ['ipaer', 'ผู้ป่วยใน (IP) > IPAER'],
  ['ipinrgc', 'ผู้ป่วยใน (IP) > IPINRGC'],
  ['ipinrgr', 'ผู้ป่วยใน (IP) > IPINRGR'],
  ['ipinspsn', 'ผู้ป่วยใน (IP) > IPINSPSN'],
  ['ipprcc', 'ผู้ป่วยใน (IP) > IPPRCC'],
  ['ipprcc_puc', 'ผู้ป่วยใน (IP) > IPPRCC-PUC'],
  ['ipbkk_inst', 'ผู้ป่วยใน (IP) > IPBKK-INST'],
  ['ip_ontop', 'ผู้ป่วยใน (IP) > IP-ONTOP'],
  ['cataract_amt', 'โรคเฉพาะ (DMIS) > CATARACT'],
  ['cataract_oth', 'โรคเฉพาะ (DMIS) > CATARACT > ค่าภาระงาน(สสจ.)'],
  ['cataract_hosp', 'โรคเฉพาะ (DMIS) > CATARACT > ค่าภาระงาน(รพ.)'],
  ['dmis_catinst', 'โรคเฉพาะ (DMIS) > CATINST'],
  ['dmisrc_amt', 'โรคเฉพาะ (DMIS) > DMISRC'],
  ['dmisrc_workload', 'โรคเฉพาะ (DMIS) > DMISRC > ค่าภาระงาน'],
  ['rcuhosc_amt', 'โรคเฉพาะ (DMIS) > RCUHOSC'],
  ['rcuhosc_workload', 'โรคเฉพาะ (DMIS) > RCUHOSC > ค่าภาระงาน'],
  ['rcuhosr_amt', 'โรคเฉพาะ (DMIS) > RCUHOSR'],
  ['rcuhosr_workload', 'โรคเฉพาะ (DMIS) > RCUHOSR > ค่าภาระงาน'],
  ['dmis_llop', 'โรคเฉพาะ (DMIS) > LLOP'],
  ['dmis_llrgc', 'โรคเฉพาะ (DMIS) > LLRGC'],
  ['dmis_llrgr', 'โรคเฉพาะ (DMIS) > LLRGR'],
  ['dmis_lp', 'โรคเฉพาะ (DMIS) > LP'],
  ['dmis_stroke_drug', 'โรคเฉพาะ (DMIS) > STROKE-STEMI DRUG'],
  ['dmis_dmidml', 'โรคเฉพาะ (DMIS) > DMIDML'],
  ['dmis_pp', 'โรคเฉพาะ (DMIS) > PP'],
  ['dmis_dmishd', 'โรคเฉพาะ (DMIS) > DMISHD'],
  ['dmis_dmicnt', 'โรคเฉพาะ (DMIS) > DMICNT'],
  ['dmis_paliative', 'โรคเฉพาะ (DMIS) > Paliative Care'],
  ['dmis_dm', 'โรคเฉพาะ (DMIS) > DM'],
  ['drug', 'DRUG'],
  ['opbkk_hc', 'OPBKK > HC'],
  ['opbkk_dent', 'OPBKK > DENT'],
  ['opbkk_drug', 'OPBKK > DRUG'],
  ['opbkk_fs', 'OPBKK > FS'],
  ['opbkk_others', 'OPBKK > OTHERS'],
  ['fs', 'FS'],
  ['ip_amt', 'SSS > IP > IPSSS (2*3)'],
  ['op_amt', 'SSS > OP > OPSSI'],
  ['ae_amt', 'SSS > AE > IPAESSS'],
  ['hc_amt', 'SSS > HC > HC01SSS'],
  ['int_amt', 'SSS > INT > OPINSTSSS'],
  ['on_top_amt', 'SSS > ON TOP > TRMSSS'],
  ['pp_amt', 'SSS > PP'],
];

/** ORF: who answers for the whole, and the parts of central reimburse. */
const orf: readonly PaymentColumn[] = [
  ['respon_cup', 'ORF > ผู้รับผิดชอบ (9)=(8) > CUP / จังหวัด > <=1600'],
  ['respon_nhso', 'ORF > ผู้รับผิดชอบ (9)=(8) > สปสช > >1600'],
  ['cr_ophc_hc01', 'ORF > CR > OPHC > HC01'],
  ['cr_ophc_hc02', 'ORF > CR > OPHC > HC02'],
  ['cr_ophc_hc03', 'ORF > CR > OPHC > HC03'],
  ['cr_ophc_hc04', 'ORF > CR > OPHC > HC04'],
  ['cr_ophc_hc05', 'ORF > CR > OPHC > HC05'],
  ['cr_ophc_hc06', 'ORF > CR > OPHC > HC06'],
  ['cr_ophc_hc07', 'ORF > CR > OPHC > HC07'],
  ['cr_ophc_hc08', 'ORF > CR > OPHC > HC08'],
  ['cr_ae04', 'ORF > CR > อุบัติเหตุฉุกเฉิน > AE04'],
  ['cr_carae_ae08', 'ORF > CR > CARAE > AE08'],
  ['cr_opinst_hc09', 'ORF > CR > OPINST > HC09'],
  ['cr_dmisrc_amt', 'ORF > CR > DMISRC'],
  ['cr_dmisrc_workload', 'ORF > CR > DMISRC > ค่าภาระงาน'],
  ['cr_rcuhosc_amt', 'ORF > CR > RCUHOSC'],
  ['cr_rcuhosc_workload', 'ORF > CR > RCUHOSC > ค่าภาระงาน'],
  ['cr_rcuhosr_amt', 'ORF > CR > RCUHOSR'],
  ['cr_rcuhosr_workload', 'ORF > CR > RCUHOSR > ค่าภาระงาน'],
  ['cr_llop', 'ORF > CR > LLOP'],
  ['cr_lp', 'ORF > CR > LP'],
  ['cr_stroke_drug', 'ORF > CR > STROKE-STEMI DRUG'],
  ['cr_dmidml', 'ORF > CR > DMIDML'],
  ['cr_pp', 'ORF > CR > PP'],
  ['cr_dmishd', 'ORF > CR > DMISHD'],
  ['cr_paliative', 'ORF > CR > Paliative Care'],
  ['cr_drug', 'ORF > CR > DRUG'],
  ['cr_ontop', 'ORF > CR > ONTOP'],
];

/** By the kind of a claim's row. */
export const paymentColumns = { opip, orf } as const;
export type PaymentForm = keyof typeof paymentColumns;

const forms: readonly PaymentForm[] = ['opip', 'orf'];
const known = new Map(
  forms.flatMap((form) => paymentColumns[form].map(([name, heading]) => [name, { form, heading }] as const)),
);

/** Where the column stands, and its heading; undefined = it is none. */
export const paymentColumnOf = (name: string) => known.get(name);
