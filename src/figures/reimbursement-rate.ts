import { satangOf } from '../domain/satang.js';
import { answerBy } from './answer-by.js';
import type { ClaimMeasures } from './claim-measures.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure, figureBys } from './figure.js';
import { filterNames } from './figure-filter.js';
import { rate } from './rate.js';

/** The fields of a group of claims, wherever it was added up. */
export const reimbursementFields = ({
  claimed,
  reimbursed,
}: Pick<ClaimMeasures, 'claimed' | 'reimbursed'>) => ({
  claimed,
  reimbursed,
  rate: rate(satangOf(reimbursed), satangOf(claimed)),
});

/** Which part of what was claimed NHSO reimburses by REP. */
export const reimbursementRate = defineFigure({
  name: 'reimbursement-rate',
  title: { th: 'อัตราชดเชย', en: 'Reimbursement rate' },
  definition: {
    th: 'ชดเชยตาม REP ÷ เรียกเก็บ ของเคลมฉบับปัจจุบัน ยังไม่ใช่เงินเข้าบัญชี',
    en: 'Reimbursed by REP ÷ claimed, over current versions; not yet money in the bank',
  },
  by: figureBys,
  filters: filterNames,
  fields: [
    { name: 'claimed', kind: 'baht' },
    { name: 'reimbursed', kind: 'baht' },
    { name: 'rate', kind: 'rate' },
  ],
  claims: claimsOfRow(),
  agrees: [
    { field: 'claimed', measure: 'claimed' },
    { field: 'reimbursed', measure: 'reimbursed' },
  ],
  answer: (db, question) => answerBy(db, 'reimbursement-rate', question, reimbursementFields),
});
