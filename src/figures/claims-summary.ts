import { satangOf } from '../domain/satang.js';
import { answerBy } from './answer-by.js';
import type { ClaimMeasures } from './claim-measures.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure, figureBys } from './figure.js';
import { filterNames } from './figure-filter.js';
import { rate } from './rate.js';

type Summed = Pick<ClaimMeasures, 'claims' | 'denied' | 'claimed' | 'reimbursed' | 'loss'>;

/** The fields of a group of claims, wherever it was added up; patients are counted apart. */
export const summaryFields = ({ claims, denied, claimed, reimbursed, loss }: Summed) => ({
  ...{ claims, denied, claimed, reimbursed, loss },
});

/** The part of what was claimed that is not reimbursed. */
export const lossShare = ({ loss, claimed }: Pick<ClaimMeasures, 'loss' | 'claimed'>) =>
  rate(satangOf(loss), satangOf(claimed));

/** What was claimed, what NHSO reimburses by REP, and what lies between. */
export const claimsSummary = defineFigure({
  name: 'claims-summary',
  title: { th: 'สรุปเคลม', en: 'Claims summary' },
  definition: {
    th: 'นับเคลมฉบับปัจจุบันตามวันที่รับบริการ เคลมที่ส่งซ้ำนับครั้งเดียว · เรียกเก็บ = ยอดเรียกเก็บของแบบฟอร์มนั้น · ชดเชย = ยอดชดเชยตาม REP ฉบับล่าสุด · ส่วนที่ไม่ได้รับ = เรียกเก็บ − ชดเชย · ไม่ผ่าน = มีรหัสข้อผิดพลาด · ผู้ป่วย = จำนวน HN ที่ไม่ซ้ำของแต่ละโรงพยาบาล · โรงพยาบาล = รหัสในชื่อไฟล์ REP · หน่วยที่รักษา (treating) = HCODE ของแถว ตรงกับโรงพยาบาล เว้นแต่โรงพยาบาลเบิกแทนหน่วยในสังกัด',
    en: 'Current versions of claims by service date; a claim sent again counts once · claimed = the amount claimed of its form · reimbursed = the amount of the newest REP · loss = claimed − reimbursed · denied = has an error code · patients = different HN, counted for each hospital · hospital = that in the name of the REP file · treating = the unit that treated, HCODE of the row; the same as hospital unless a hospital claims for its units',
  },
  by: figureBys,
  filters: filterNames,
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'denied', kind: 'count' },
    { name: 'claimed', kind: 'baht' },
    { name: 'reimbursed', kind: 'baht' },
    { name: 'loss', kind: 'baht' },
    { name: 'patients', kind: 'count' },
  ],
  claims: claimsOfRow(),
  agrees: [
    { field: 'claims', measure: 'claims' },
    { field: 'denied', measure: 'claims', with: { status: 'denied' } },
    { field: 'claimed', measure: 'claimed' },
    { field: 'reimbursed', measure: 'reimbursed' },
    { field: 'loss', measure: 'loss' },
  ],
  // Who counts patients reads every claim.
  answer: (db, question) => {
    const withPatients = question.fields?.includes('patients') ?? true;
    return answerBy(
      db,
      'claims-summary',
      question,
      (sums) => ({ ...summaryFields(sums), ...(withPatients && { patients: sums.patients }) }),
      { patients: withPatients },
    );
  },
});
