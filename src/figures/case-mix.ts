import { partsOfWeight } from './add-claim-sums.js';
import { answerOf, claimSplit } from './answer-by.js';
import { type ClaimSums, claimSumsBy, claimSumsOf, noClaims } from './claim-sums.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure } from './figure.js';
import { filterNames } from './figure-filter.js';
import { rate } from './rate.js';

/** How heavy the cases of inpatients are. */
export const caseMix = defineFigure({
  name: 'case-mix',
  title: { th: 'ดัชนี CMI ผู้ป่วยใน', en: 'Case mix index (CMI)' },
  definition: {
    th: 'CMI = ผลรวม AdjRW ตาม สปสช. ÷ จำนวนเคลมผู้ป่วยใน (IP) ที่ระบุ AdjRW · เคลม OP ORF และเคลม IP ที่ไม่มี AdjRW ไม่นับทั้งตัวตั้งและตัวหาร · เคลมที่ไม่ผ่านแต่มี AdjRW นับด้วย',
    en: 'CMI = Σ AdjRW by NHSO ÷ inpatient (IP) claims that state it · claims of OP and ORF, and IP claims without an AdjRW, count on neither side · denied claims that state one do count',
  },
  by: ['month', 'scheme', 'drg'],
  filters: filterNames,
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'adjrw', kind: 'weight' },
    { name: 'cmi', kind: 'ratio' },
  ],
  claims: claimsOfRow({ kind: 'ip', adjrw: 'yes' }),
  agrees: [{ field: 'claims', measure: 'claims' }],
  async answer(db, question) {
    const { filter, by } = question;
    const hasIp = filter.kinds.length === 0 || filter.kinds.includes('ip');
    const ofIp = { ...filter, kinds: ['ip'] as const };
    const groups = hasIp ? await claimSumsBy(db, ofIp, claimSplit(by)) : new Map<string, ClaimSums>();
    return await answerOf(db, 'case-mix', question, {
      groups: new Map([...groups].filter(([, sums]) => sums.adjrwClaims > 0)),
      total: hasIp ? await claimSumsOf(db, ofIp) : noClaims,
      none: noClaims,
      fields: ({ adjrwClaims, adjrw }) => ({
        claims: adjrwClaims,
        adjrw,
        cmi: rate(partsOfWeight(adjrw), BigInt(adjrwClaims) * 10_000n),
      }),
    });
  },
});
