import { satangOf } from '../domain/satang.js';
import { answerBy } from './answer-by.js';
import type { ClaimMeasures } from './claim-measures.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure, figureBys } from './figure.js';
import { filterNames } from './figure-filter.js';
import { rate } from './rate.js';

type Denied = Pick<ClaimMeasures, 'claims' | 'denied' | 'claimed' | 'deniedClaimed'>;

/** The fields of a group of claims, wherever it was added up. */
export const denialFields = ({ claims, denied, claimed, deniedClaimed }: Denied) => ({
  claims,
  denied,
  rate: denialRateOf({ claims, denied }),
  claimed,
  denied_claimed: deniedClaimed,
  amount_rate: rate(satangOf(deniedClaimed), satangOf(claimed)),
});

/** Of claims alone, where the money is not asked for. */
export const denialRateOf = ({ claims, denied }: Pick<ClaimMeasures, 'claims' | 'denied'>) =>
  rate(BigInt(denied), BigInt(claims));

/** How many of the claims, and how much of the money, NHSO turned down. */
export const denialRate = defineFigure({
  name: 'denial-rate',
  title: { th: 'อัตราไม่ผ่าน (ติด C)', en: 'Denial rate' },
  definition: {
    th: 'เคลมที่ฉบับปัจจุบันมีรหัสข้อผิดพลาด ÷ เคลมทั้งหมด · ตามยอดเงิน = เรียกเก็บของเคลมที่ไม่ผ่าน ÷ เรียกเก็บทั้งหมด · แยกตามรหัส: เคลมที่มีสองรหัสนับใต้ทั้งสองรหัส',
    en: 'Claims whose current version has an error code ÷ all claims · by amount = claimed of denied ÷ claimed · by error code: a claim with two codes counts once under each',
  },
  by: figureBys,
  filters: filterNames,
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'denied', kind: 'count' },
    { name: 'rate', kind: 'rate' },
    { name: 'claimed', kind: 'baht' },
    { name: 'denied_claimed', kind: 'baht' },
    { name: 'amount_rate', kind: 'rate' },
  ],
  claims: claimsOfRow(),
  agrees: [
    { field: 'claims', measure: 'claims' },
    { field: 'denied', measure: 'claims', with: { status: 'denied' } },
    { field: 'claimed', measure: 'claimed' },
    { field: 'denied_claimed', measure: 'claimed', with: { status: 'denied' } },
  ],
  answer: (db, question) => answerBy(db, 'denial-rate', question, denialFields),
});
