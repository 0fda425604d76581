import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { addMeasures } from './add-claim-sums.js';
import { answerOf } from './answer-by.js';
import { claimConditions } from './claim-conditions.js';
import { type Measure, measureColumns, measuresOf, ofClaims } from './claim-measures.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { filterNames } from './figure-filter.js';

const wanted = ['claims', 'denied', 'claimed', 'reimbursed', 'loss'] as const satisfies Measure[];

/** At which hospitals the patients are registered. */
export const mainHospitals = defineFigure({
  name: 'main-hospitals',
  title: { th: 'หน่วยบริการประจำ (HMAIN)', en: 'Main hospitals (HMAIN)' },
  definition: {
    th: 'เคลมฉบับปัจจุบันตามหน่วยบริการประจำของผู้ป่วย: คอลัมน์ HMAIN ของ OP และ IP, Hmain2 ของ ORF · key ว่าง = ไม่ระบุ · ยอดเป็นไปตามนิยามของ claims-summary · ต่างจาก hospital คือหน่วยบริการที่รักษา และ referrer คือหน่วยบริการที่ส่งต่อมา',
    en: 'Current versions by the hospital where the patient is registered: column HMAIN of OP and IP, Hmain2 of ORF · empty key = none is named · amounts as claims-summary defines them · not the same as hospital, which treats, and referrer, which refers',
  },
  by: ['main_hospital'],
  filters: filterNames,
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'denied', kind: 'count' },
    { name: 'claimed', kind: 'baht' },
    { name: 'reimbursed', kind: 'baht' },
    { name: 'loss', kind: 'baht' },
  ],
  claims: claimsOfRow(),
  agrees: [
    { field: 'claims', measure: 'claims' },
    { field: 'denied', measure: 'claims', with: { status: 'denied' } },
    { field: 'claimed', measure: 'claimed' },
    { field: 'reimbursed', measure: 'reimbursed' },
    { field: 'loss', measure: 'loss' },
  ],
  answer: mainHospitalsAnswer,
});

async function mainHospitalsAnswer(db: Queryable, question: FigureQuestion): Promise<FigureAnswer> {
  const group = sql`coalesce(c.hmain, '')`;
  const rows = await db.query<Readonly<Record<string, unknown>>>(
    sql`select ${group} as group_key, ${measureColumns(wanted, ofClaims)} from claim_current c
        where ${claimConditions(question.filter)} group by ${group}`,
  );
  const groups = new Map(rows.map((row) => [String(row.group_key), measuresOf(row, wanted)]));
  return await answerOf(db, 'main-hospitals', question, {
    groups,
    // Each claim names one, or none.
    total: addMeasures([...groups.values()], wanted),
    none: measuresOf({}, wanted),
    fields: (sums) => ({ ...sums }),
  });
}
