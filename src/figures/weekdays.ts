import { sql } from '../db/sql.js';
import { answerOf } from './answer-by.js';
import { claimConditions } from './claim-conditions.js';
import { claimsOfRow } from './claims-behind.js';
import { datedOf } from './day-counts.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { type FigureFilter, filterNames } from './figure-filter.js';
import { rate } from './rate.js';
import { asking, type SumsQueryable } from './remembered-sums.js';
import { factSums } from './summed-source.js';

interface Visits {
  readonly claims: number;
  readonly denied: number;
  readonly days: number;
}
const none: Visits = { claims: 0, denied: 0, days: 0 };

const names = {
  th: ['จันทร์', 'อังคาร', 'พุธ', 'พฤหัสบดี', 'ศุกร์', 'เสาร์', 'อาทิตย์'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;

/** On which days of the week patients come. */
export const weekdays = defineFigure({
  name: 'weekdays',
  title: { th: 'วันในสัปดาห์', en: 'Days of the week' },
  definition: {
    th: 'เคลมฉบับปัจจุบันตามวันในสัปดาห์ของวันที่รับบริการ (วันที่มา หรือวันที่รับไว้) key 1 = จันทร์ ถึง 7 = อาทิตย์ · share = ส่วนของเคลมทั้งหมด · days_seen = จำนวนวันที่มีเคลมอย่างน้อยหนึ่งเคลม · claims_per_day = claims ÷ days_seen · denied และ denial_rate = เคลมที่ไม่ผ่านและสัดส่วน · เคลมที่ไม่มีวันที่รับบริการไม่นับ',
    en: 'Current versions by the day of the week of the service date (visit or admission), key 1 = Monday to 7 = Sunday · share = part of all claims · days_seen = days with at least one claim · claims_per_day = claims ÷ days_seen · denied and denial_rate = denied claims and their part · claims without a service date are not counted',
  },
  by: ['weekday'],
  filters: filterNames.filter((name) => name !== 'undated'),
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'share', kind: 'rate' },
    { name: 'days_seen', kind: 'count' },
    { name: 'claims_per_day', kind: 'days' },
    { name: 'denied', kind: 'count' },
    { name: 'denial_rate', kind: 'rate' },
  ],
  claims: (question, key) => claimsOfRow()({ ...question, filter: datedOf(question.filter) }, key),
  agrees: [
    { field: 'claims', measure: 'claims' },
    { field: 'denied', measure: 'claims', with: { status: 'denied' } },
  ],
  answer: weekdaysAnswer,
});

interface DayRow {
  readonly day: string;
  readonly claims: number;
  readonly denied: number;
}

/** The claims of each day: by the sums that imports keep where these know what the filter asks, else one by one. */
async function claimsOfDays(db: SumsQueryable, filter: FigureFilter): Promise<readonly DayRow[]> {
  const sums = factSums(filter, 'day');
  if (sums === null)
    return await db.query<DayRow>(
      sql`select c.service_day as day, count(*) as claims, sum(case when c.is_denied then 1 else 0 end) as denied
          from claim_current c where ${claimConditions(filter)} and c.service_day is not null
          group by c.service_day`,
    );
  const rows = await asking(
    db,
    sums,
  )<{ number: string; claims: number; denied: number }>(
    sql`select c.fact_number as number, sum(c.claims) as claims,
          sum(case when c.is_denied then c.claims else 0 end) as denied
        from ${sums} group by c.fact_number having sum(c.claims) <> 0`,
  );
  return rows.map(({ number, ...row }) => ({ day: dayOfNumber(number), ...row }));
}

/** `20251005.0000` as a Gregorian day. */
const dayOfNumber = (number: string) => number.replace(/^(\d{4})(\d\d)(\d\d).*/, '$1-$2-$3');

async function weekdaysAnswer(db: SumsQueryable, question: FigureQuestion): Promise<FigureAnswer> {
  const rows = await claimsOfDays(db, datedOf(question.filter));
  const keys = names.th.map((_, index) => String(index + 1));
  const groups = new Map<string, Visits>(keys.map((key) => [key, none]));
  let total = none;
  for (const { day, claims, denied } of rows) {
    const key = String(new Date(`${day}T00:00:00Z`).getUTCDay() || 7);
    const plus = (sums: Visits): Visits => ({
      claims: sums.claims + Number(claims),
      denied: sums.denied + Number(denied),
      days: sums.days + 1,
    });
    groups.set(key, plus(groups.get(key) ?? none));
    total = plus(total);
  }
  return await answerOf<Visits>(db, 'weekdays', question, {
    ...{ groups, total, none, keys },
    labels: new Map(keys.map((key) => [key, names[question.language][Number(key) - 1] ?? key])),
    fields: ({ claims, denied, days }) => ({
      ...{ claims, share: rate(BigInt(claims), BigInt(total.claims)), days_seen: days },
      claims_per_day: rate(BigInt(claims), BigInt(days)),
      ...{ denied, denial_rate: rate(BigInt(denied), BigInt(claims)) },
    }),
  });
}
