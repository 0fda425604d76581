import type { Queryable } from '../db/db.js';
import { yearEarlier } from '../domain/same-period.js';
import { subtractBaht } from '../domain/satang.js';
import { type AddableSums, addClaimSums } from './add-claim-sums.js';
import { answerOf, type Fields } from './answer-by.js';
import { claimSumsBy, noClaims } from './claim-sums.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { type FigureFilter, filterNames, storedAtAll } from './figure-filter.js';
import { finishedMonths } from './figure-months.js';

/** A month and the same month a year earlier; null = not compared. */
interface Pair {
  readonly now: AddableSums;
  readonly before: AddableSums | null;
}

const measures = ['claims', 'claimed', 'reimbursed', 'denied'] as const;
type Measure = (typeof measures)[number];
const kindOf = (measure: Measure) => (measure === 'claims' || measure === 'denied' ? 'count' : 'baht');

/** The same months of this year and the last. */
export const yearOnYear = defineFigure({
  name: 'year-on-year',
  title: { th: 'เทียบกับปีก่อน', en: 'Year on year' },
  definition: {
    th: 'เดือนที่จบแล้วเทียบกับเดือนเดียวกันของปีก่อน (วันที่รับบริการ ช่วงเดียวกัน) · ผลต่าง = ปีนี้ − ปีก่อน · เดือนที่ยังไม่จบ เดือนที่ปีก่อนไม่มีเคลมของสิทธิและโรงพยาบาลที่ถามในระบบเลย และเคลมที่ไม่มีวันที่รับบริการ ไม่เทียบ ช่องปีก่อนและผลต่างจึงว่าง · ยอดรวมนับเฉพาะเดือนที่เทียบได้ · ถ้าถามรวมทุกสิทธิ สิทธิที่ปีก่อนยังไม่ได้ดึงเข้าระบบจะดูเหมือนเพิ่มขึ้นทั้งหมด ให้ดูทีละสิทธิ',
    en: 'Finished months against the same months a year earlier (service date, same days) · difference = this year − last year · the running month, months of which nothing at all of the asked schemes and hospital is stored a year earlier, and claims without a service date are not compared: last year and difference are empty · the total is of the compared months alone · over all schemes together, one of which nothing was fetched last year is growth as a whole: ask for it by itself',
  },
  by: ['month'],
  filters: filterNames.filter((name) => name !== 'undated'),
  fields: measures.flatMap((measure) =>
    ['this', 'last', 'difference'].map((part) => ({ name: `${measure}_${part}`, kind: kindOf(measure) })),
  ),
  claims: (question, key) => (key === null ? null : claimsOfRow()(question, key)),
  agrees: [
    { field: 'claims_this', measure: 'claims' },
    { field: 'claimed_this', measure: 'claimed' },
    { field: 'reimbursed_this', measure: 'reimbursed' },
    { field: 'denied_this', measure: 'claims', with: { status: 'denied' } },
  ],
  answer: yearOnYearAnswer,
});

async function yearOnYearAnswer(db: Queryable, question: FigureQuestion): Promise<FigureAnswer> {
  const { filter, now } = question;
  const thisYear = await claimSumsBy(db, filter, 'month');
  const lastYear = await claimSumsBy(db, ofLastYear(filter), 'month');
  const stored = await claimSumsBy(db, storedAtAll(ofLastYear(filter)), 'month');
  const finished = new Set(await finishedMonths(db, filter, now));
  const pair = (month: string): Pair => {
    const before = `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
    const compared = finished.has(month) && stored.has(before);
    return {
      now: thisYear.get(month) ?? noClaims,
      before: compared ? (lastYear.get(before) ?? noClaims) : null,
    };
  };
  const later = [...lastYear.keys()].map((month) => `${Number(month.slice(0, 4)) + 1}${month.slice(4)}`);
  const months = new Set([...thisYear.keys(), ...later.filter((month) => finished.has(month))]);
  const groups = new Map([...months].map((month) => [month, pair(month)]));
  const compared = [...finished].map(pair).filter(({ before }) => before !== null);
  const total: Pair = {
    now: addClaimSums(compared.map((one) => one.now)),
    before: compared.length === 0 ? null : addClaimSums(compared.map((one) => one.before ?? noClaims)),
  };
  return await answerOf(db, 'year-on-year', question, {
    groups,
    total,
    none: { now: noClaims, before: null },
    // A month without claims of this year is compared too.
    fields: (sums, key) => fieldsOf(key === null ? sums : pair(key)),
  });
}

function fieldsOf({ now, before }: Pair): Fields {
  return Object.fromEntries(
    measures.flatMap((measure) => {
      const [mine, last] = [now[measure], before?.[measure] ?? null];
      return [
        [`${measure}_this`, mine],
        [`${measure}_last`, last],
        [`${measure}_difference`, difference(mine, last)],
      ];
    }),
  );
}

function difference(mine: string | number, last: string | number | null): string | number | null {
  if (last === null) return null;
  return typeof mine === 'number' ? mine - Number(last) : subtractBaht(mine, String(last));
}

/** The same claims a year earlier; those without a date belong to no year. */
function ofLastYear(filter: FigureFilter): FigureFilter {
  return {
    ...filter,
    undated: null,
    fiscalYear: filter.fiscalYear === null ? null : filter.fiscalYear - 1,
    from: filter.from === null ? null : yearEarlier(filter.from),
    to: filter.to === null ? null : yearEarlier(filter.to),
  };
}
