import { satangOf } from '../domain/satang.js';
import { addMeasures, partsOfWeight } from './add-claim-sums.js';
import { answerOf, claimSplit } from './answer-by.js';
import type { ClaimMeasures } from './claim-measures.js';
import { measuresBy } from './claim-sums.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure } from './figure.js';
import { filterNames } from './figure-filter.js';
import { quotient } from './rate.js';

/** Kept sums know these of the claims that state an AdjRW (weighed-source). */
const measures = ['claims', 'reimbursed', 'adjrw'] as const;
type Weighed = Pick<ClaimMeasures, (typeof measures)[number]>;

/** What one adjusted relative weight of an inpatient brought. */
export const moneyPerAdjrw = defineFigure({
  name: 'money-per-adjrw',
  title: { th: 'ชดเชยต่อ 1 AdjRW', en: 'Reimbursed per AdjRW' },
  definition: {
    th: 'ยอดชดเชยตาม REP ÷ ผลรวม AdjRW ตาม สปสช. (บาทต่อ 1 AdjRW) · เฉพาะเคลมผู้ป่วยใน (IP) ฉบับปัจจุบันที่ระบุ AdjRW · เคลมที่ไม่ผ่านแต่มี AdjRW นับเป็นตัวหารด้วย จึงเห็นเงินที่หายไปเพราะไม่ผ่าน · ยอดชดเชยเป็นทั้งเคลม รวมส่วนที่ไม่ได้จ่ายตาม DRG',
    en: 'Reimbursed by REP ÷ Σ AdjRW by NHSO (baht for one AdjRW) · current versions of inpatient (IP) claims that state an AdjRW, on both sides · a denied claim that states one counts below the line: what denials take away shows here · the amount is that of the whole claim, also what is not paid by DRG',
  },
  by: ['month', 'scheme', 'fund', 'drg', 'hospital'],
  filters: filterNames,
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'reimbursed', kind: 'baht' },
    { name: 'adjrw', kind: 'weight' },
    { name: 'baht_per_adjrw', kind: 'baht' },
  ],
  claims: claimsOfRow({ kind: 'ip', adjrw: 'yes' }),
  agrees: [
    { field: 'claims', measure: 'claims' },
    { field: 'reimbursed', measure: 'reimbursed' },
    { field: 'adjrw', measure: 'adjrw' },
  ],
  async answer(db, question) {
    const { filter, by } = question;
    const isAsked = (filter.kinds.length === 0 || filter.kinds.includes('ip')) && filter.adjrw !== false;
    const weighed = { ...filter, kinds: ['ip'] as const, adjrw: true };
    const groups = isAsked
      ? await measuresBy(db, weighed, claimSplit(by), measures)
      : new Map<string, Weighed>();
    return await answerOf(db, 'money-per-adjrw', question, {
      groups,
      // Each claim is in one group.
      total: addMeasures([...groups.values()], measures),
      none: addMeasures<keyof Weighed>([], measures),
      fields: ({ claims, reimbursed, adjrw }) => ({
        claims,
        reimbursed,
        adjrw,
        // Satang ÷ 100 above, parts of 10,000 below.
        baht_per_adjrw: quotient(satangOf(reimbursed) * 100n, partsOfWeight(adjrw), 2),
      }),
    });
  },
});
