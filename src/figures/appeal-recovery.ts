import { subtractBaht } from '../domain/satang.js';
import { answerBy } from './answer-by.js';
import type { ClaimMeasures } from './claim-measures.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure, figureBys } from './figure.js';
import { filterNames } from './figure-filter.js';

type Appealed = Pick<
  ClaimMeasures,
  'appealed' | 'appealedReimbursed' | 'appealedFirstReimbursed' | 'reimbursed' | 'firstReimbursed'
>;

/** The fields of a group of claims, wherever it was added up. */
export const appealFields = (sums: Appealed) => ({
  claims: sums.appealed,
  recovered: subtractBaht(sums.appealedReimbursed, sums.appealedFirstReimbursed),
  change_all_versions: subtractBaht(sums.reimbursed, sums.firstReimbursed),
});

/** What appeals brought, or cost. */
export const appealRecovery = defineFigure({
  name: 'appeal-recovery',
  title: { th: 'เงินที่ได้จากการอุทธรณ์', en: 'Appeal recovery' },
  definition: {
    th: 'เคลมที่มีฉบับจากไฟล์อุทธรณ์ (รวมที่ สปสช. อุทธรณ์) นับครั้งเดียว · เงินที่ได้ = ชดเชยฉบับล่าสุด − ชดเชยฉบับแรก ติดลบได้เมื่อถูกเรียกคืน · การเปลี่ยนแปลงทุกฉบับ = ผลต่างเดียวกันของทุกเคลม รวมที่ส่งซ้ำโดยไม่อุทธรณ์ · ช่องชดเชยที่ว่างนับเป็นศูนย์',
    en: 'Claims with a version from an appeal workbook (also appeals by NHSO), each once · recovered = reimbursed by the last − by the first version, negative where money is taken back · change over all versions = the same difference of all claims, also those sent again without an appeal · an empty amount counts as nothing',
  },
  by: figureBys,
  filters: filterNames,
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'recovered', kind: 'baht' },
    { name: 'change_all_versions', kind: 'baht' },
  ],
  claims: claimsOfRow(),
  agrees: [{ field: 'claims', measure: 'claims', with: { appealed: 'yes' } }],
  answer: (db, question) => answerBy(db, 'appeal-recovery', question, appealFields),
});
