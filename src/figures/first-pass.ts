import { answerBy } from './answer-by.js';
import type { ClaimMeasures } from './claim-measures.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure, figureBys } from './figure.js';
import { filterNames } from './figure-filter.js';
import { rate } from './rate.js';

/** The fields of a group of claims, wherever it was added up. */
export const firstPassFields = ({ claims, firstPassed }: Pick<ClaimMeasures, 'claims' | 'firstPassed'>) => ({
  claims,
  first_passed: firstPassed,
  rate: rate(BigInt(firstPassed), BigInt(claims)),
});

/** How many claims NHSO took as they were first sent. */
export const firstPass = defineFigure({
  name: 'first-pass',
  title: { th: 'อัตราผ่านครั้งแรก', en: 'First-pass rate' },
  definition: {
    th: 'เคลมที่ฉบับแรกไม่มีรหัสข้อผิดพลาด ÷ เคลมทั้งหมด · ฉบับแรกคือ REP แรกสุดของ TRAN_ID นั้น แม้ต่อมาจะถูกส่งซ้ำหรืออุทธรณ์ก็นับครั้งเดียว · แยกตามฉบับปัจจุบัน (เช่น วันที่รับบริการ สิทธิ กองทุน รหัสข้อผิดพลาดที่เหลืออยู่)',
    en: 'Claims whose first version had no error code ÷ all claims · the first version is the oldest REP of the TRAN_ID; a claim sent again or appealed later counts once · split by what the current version says (such as service date, scheme, fund, error codes that are left)',
  },
  by: figureBys,
  filters: filterNames,
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'first_passed', kind: 'count' },
    { name: 'rate', kind: 'rate' },
  ],
  claims: claimsOfRow(),
  agrees: [
    { field: 'claims', measure: 'claims' },
    { field: 'first_passed', measure: 'claims', with: { first_passed: 'yes' } },
  ],
  answer: (db, question) => answerBy(db, 'first-pass', question, firstPassFields),
});
