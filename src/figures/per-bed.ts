import type { Queryable } from '../db/db.js';
import { satangOf } from '../domain/satang.js';
import { addClaimSums } from './add-claim-sums.js';
import { answerOf } from './answer-by.js';
import type { ClaimMeasures } from './claim-measures.js';
import { claimSumsBy, noClaims } from './claim-sums.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { type FigureFilter, filterNames } from './figure-filter.js';
import { finishedMonths, finishedPart, partOfMonth, partsOfMonth } from './figure-months.js';
import { isOfOwnHospital } from './own-hospital.js';
import { quotient, rate } from './rate.js';

/** Finished months by which amounts are divided, as far as the filter has them, and the beds. */
export interface BedMonths {
  readonly beds: number | null;
  readonly filter: FigureFilter;
  readonly months: readonly string[];
}

/** So many months, in `partsOfMonth`: one that the period cuts counts by its days. */
export const partsOfMonths = ({ filter, months }: Pick<BedMonths, 'filter' | 'months'>) =>
  months.reduce((sum, month) => sum + partOfMonth(filter, month), 0n);

/** The fields of claims of these months, wherever they were added up. */
export function perBedFields(
  { reimbursed, loss, claims }: Pick<ClaimMeasures, 'reimbursed' | 'loss' | 'claims'>,
  of: BedMonths,
) {
  const divisor = BigInt(of.beds ?? 0) * partsOfMonths(of);
  return {
    reimbursed_per_bed: quotient(satangOf(reimbursed) * partsOfMonth, divisor * 100n, 2),
    loss_per_bed: quotient(satangOf(loss) * partsOfMonth, divisor * 100n, 2),
    claims_per_bed: rate(BigInt(claims) * partsOfMonth, divisor),
    beds: of.beds,
  };
}

type BedsQuestion = Pick<FigureQuestion, 'filter' | 'now' | 'beds' | 'ownHospital'>;

/** The beds of the hospital whose claims are counted; null where they are of another one, or of several. */
export async function bedsOf(
  db: Queryable,
  { filter, now, beds = null, ownHospital = '' }: BedsQuestion,
): Promise<number | null> {
  if (beds === null) return null;
  // Only finished months are divided by them.
  return (await isOfOwnHospital(db, finishedPart(filter, now) ?? filter, ownHospital)) ? beds : null;
}

/** Amounts of a month, for one bed. */
export const perBed = defineFigure({
  name: 'per-bed',
  title: { th: 'ต่อเตียงต่อเดือน', en: 'Per bed per month' },
  definition: {
    th: 'ยอดของเดือนที่จบแล้ว ÷ จำนวนเตียง ÷ จำนวนเดือน · เดือนที่ยังไม่จบและเคลมที่ไม่มีวันที่รับบริการไม่นับ · เดือนที่จบแล้วแต่ไม่มีเคลมนับเป็นเดือนด้วย · ช่วงวันที่ที่ตัดกลางเดือนนับเดือนนั้นเป็นเศษส่วนตามจำนวนวัน · ไม่ได้ตั้งจำนวนเตียง ตัวเลขจะว่าง ตั้งได้ที่ ตั้งค่า > โรงพยาบาล (HOSPITAL_BEDS) · จำนวนเตียงเป็นของโรงพยาบาลใน HOSPITAL_CODE เท่านั้น ถ้าถามถึงโรงพยาบาลอื่น หรือเดือนเหล่านั้นมีเคลมของหลายโรงพยาบาล ตัวเลขจะว่าง',
    en: 'Amount of finished months ÷ beds ÷ their number · the running month and claims without a service date are left out; a finished month without claims is a month too · a period that cuts a month counts that month by its days · without a number of beds nothing is known: set it under Settings > Hospital (HOSPITAL_BEDS) · the beds are those of HOSPITAL_CODE alone: nothing is known of another hospital, nor where these months have claims of several',
  },
  by: ['month'],
  filters: filterNames.filter((name) => name !== 'undated'),
  fields: [
    { name: 'reimbursed_per_bed', kind: 'baht' },
    { name: 'loss_per_bed', kind: 'baht' },
    { name: 'claims_per_bed', kind: 'ratio' },
    { name: 'beds', kind: 'count' },
  ],
  claims: (question, key) => {
    const filter = key === null ? finishedPart(question.filter, question.now) : question.filter;
    return filter === null || key === '' ? null : claimsOfRow()({ ...question, filter }, key);
  },
  agrees: [],
  answer: perBedAnswer,
});

async function perBedAnswer(db: Queryable, question: FigureQuestion): Promise<FigureAnswer> {
  const { filter, now } = question;
  const beds = await bedsOf(db, question);
  const groups = await claimSumsBy(db, filter, 'month');
  const finished = await finishedMonths(db, filter, now);
  return await answerOf(db, 'per-bed', question, {
    groups,
    total: addClaimSums(finished.map((month) => groups.get(month) ?? noClaims)),
    none: noClaims,
    fields: (sums, key) =>
      perBedFields(sums, {
        ...{ beds, filter },
        months: key === null ? finished : finished.filter((month) => month === key),
      }),
  });
}
