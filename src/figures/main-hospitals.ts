import { sql } from '../db/sql.js';
import { addMeasures } from './add-claim-sums.js';
import { answerOf } from './answer-by.js';
import { claimConditions } from './claim-conditions.js';
import { type Measure, measureColumns, measuresOf, ofClaims, ofKeptSums } from './claim-measures.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { type FigureFilter, filterNames } from './figure-filter.js';
import { asking, type SumsQueryable } from './remembered-sums.js';
import { factSums, summedSource } from './summed-source.js';

const wanted = ['claims', 'denied', 'claimed', 'reimbursed', 'loss'] as const satisfies Measure[];

/** At which hospitals the patients are registered. */
export const mainHospitals = defineFigure({
  name: 'main-hospitals',
  title: { th: 'หน่วยบริการประจำ (HMAIN)', en: 'Main hospitals (HMAIN)' },
  definition: {
    th: 'เคลมฉบับปัจจุบันตามหน่วยบริการประจำของผู้ป่วย: คอลัมน์ HMAIN ของ OP และ IP, Hmain2 ของ ORF · key ว่าง = ไม่ระบุ · ยอดเป็นไปตามนิยามของ claims-summary · ต่างจาก hospital คือหน่วยบริการเจ้าของไฟล์ที่ สปสช. ตอบ treating คือหน่วยที่รักษา (HCODE ของแถว) และ referrer คือหน่วยบริการที่ส่งต่อมา',
    en: 'Current versions by the hospital where the patient is registered: column HMAIN of OP and IP, Hmain2 of ORF · empty key = none is named · amounts as claims-summary defines them · not the same as hospital, whose workbook NHSO answered, treating, the unit that treated (HCODE of the row), and referrer, which refers',
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

type Group = Readonly<Record<string, unknown>>;

/** The claims of each hospital: by kept sums where these know what is asked, else one by one. */
async function claimsOfHospitals(db: SumsQueryable, filter: FigureFilter): Promise<readonly Group[]> {
  const sums = factSums(filter, 'main_hospital');
  const unnamed =
    filter.mainHospital === null ? summedSource({ ...filter, mainHospital: 'none' }, null) : null;
  const group = sql`coalesce(c.hmain, '')`;
  if (sums === null)
    return await db.query<Group>(
      sql`select ${group} as group_key, ${measureColumns(wanted, ofClaims)} from claim_current c
          where ${claimConditions(filter)} group by ${group}`,
    );
  const query = asking(db, sums);
  const named = await query<Group>(
    sql`select c.fact_text as group_key, ${measureColumns(wanted, ofKeptSums)}
        from ${sums} group by c.fact_text having sum(c.claims) <> 0`,
  );
  if (unnamed === null) return named;
  const others = await query<Group>(
    sql`select '' as group_key, ${measureColumns(wanted, ofKeptSums)}
        from ${unnamed.from} having sum(c.claims) <> 0`,
  );
  return [...others, ...named];
}

async function mainHospitalsAnswer(db: SumsQueryable, question: FigureQuestion): Promise<FigureAnswer> {
  const rows = await claimsOfHospitals(db, question.filter);
  const groups = new Map(rows.map((row) => [String(row.group_key), measuresOf(row, wanted)]));
  return await answerOf(db, 'main-hospitals', question, {
    groups,
    // Each claim names one, or none.
    total: addMeasures([...groups.values()], wanted),
    none: measuresOf({}, wanted),
    fields: (sums) => ({ ...sums }),
  });
}
