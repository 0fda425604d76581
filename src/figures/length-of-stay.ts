import { sql } from '../db/sql.js';
import { answerOf, columnOf } from './answer-by.js';
import { claimConditions } from './claim-conditions.js';
import { claimsOfRow } from './claims-behind.js';
import { type DayCounts, dayCounter, dayFacts } from './day-counts.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { filterNames } from './figure-filter.js';
import { asking, type SumsQueryable } from './remembered-sums.js';
import { splitColumns } from './split-columns.js';
import { factSums, summedSource } from './summed-source.js';

/** How long inpatients stayed. */
export const lengthOfStay = defineFigure({
  name: 'length-of-stay',
  title: { th: 'วันนอนผู้ป่วยใน', en: 'Length of stay' },
  definition: {
    th: 'จำนวนวันจากวันเข้ารักษาถึงวันจำหน่ายตาม REP ฉบับปัจจุบันของเคลมผู้ป่วยใน (IP) ทั้งที่ผ่านและไม่ผ่าน · นับเป็นวันตามปฏิทิน เข้าและจำหน่ายวันเดียวกัน = 0 วัน (same_day) · measured = เคลมที่รู้ทั้งสองวันและวันจำหน่ายไม่ก่อนวันเข้า ตัวเลขวันนับเฉพาะเคลมเหล่านี้ · bed_days = ผลรวมวันนอน · average_days = ค่าเฉลี่ย · median_days = มัธยฐาน (ครึ่งหนึ่งนอนไม่เกินเท่านี้) · longest_days = นานที่สุด · แยกตามเดือนคือเดือนที่เข้ารักษา',
    en: 'Days from admission to discharge by the current versions of inpatient (IP) claims, passed or denied · days of the calendar: in and out on one day is 0 (same_day) · measured = claims of which both days are known and the discharge is not before the admission: the days are of these · bed_days = their sum · average_days = mean · median_days = half stayed no longer · longest_days = the longest · a month is that of the admission',
  },
  by: ['month', 'scheme', 'fund', 'drg', 'hospital'],
  filters: filterNames,
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'measured', kind: 'count' },
    { name: 'bed_days', kind: 'count' },
    { name: 'average_days', kind: 'days' },
    { name: 'median_days', kind: 'count' },
    { name: 'longest_days', kind: 'count' },
    { name: 'same_day', kind: 'count' },
  ],
  claims: claimsOfRow({ kind: 'ip' }),
  agrees: [
    { field: 'claims', measure: 'claims' },
    { field: 'measured', measure: 'claims', with: { stay: 'any' } },
    { field: 'same_day', measure: 'claims', with: { stay: '0' } },
  ],
  answer: stayAnswer,
});

interface Stay {
  group_key: string | null;
  days: number | null;
  claims: number;
}

/** The inpatients of each group by their days: by kept sums where these know what is asked, else one by one. */
async function claimsOfStays(db: SumsQueryable, { filter, by }: FigureQuestion): Promise<readonly Stay[]> {
  const group = columnOf(splitColumns, by);
  const stays = by === 'fund' || by === 'drg' ? null : factSums(filter, 'stay');
  const all = summedSource(filter, null);
  if (stays === null || all === null)
    return await db.query<Stay>(
      sql`select ${group} as group_key, c.stay_days as days, count(*) as claims from claim_current c
          where ${claimConditions(filter)} group by ${group}, c.stay_days`,
    );
  const query = asking(db, stays);
  const measured = await query<Stay>(
    sql`select ${group} as group_key, c.fact_number as days, sum(c.claims) as claims
        from ${stays} group by ${group}, c.fact_number having sum(c.claims) <> 0`,
  );
  // Who does not state both days is left over of all.
  const every = await query<Stay>(
    sql`select ${group} as group_key, null as days, sum(c.claims) as claims from ${all.from} group by ${group}`,
  );
  const known = measured.map((row) => ({ ...row, days: Number(row.days), claims: -Number(row.claims) }));
  return [
    ...measured.map((row) => ({ ...row, days: Number(row.days) })),
    ...[...every, ...known].map((row) => ({ ...row, days: null })),
  ];
}

async function stayAnswer(db: SumsQueryable, question: FigureQuestion): Promise<FigureAnswer> {
  const { filter } = question;
  const hasIp = filter.kinds.length === 0 || filter.kinds.includes('ip');
  const rows = hasIp ? await claimsOfStays(db, { ...question, filter: { ...filter, kinds: ['ip'] } }) : [];
  const counted = dayCounter();
  for (const { group_key, days, claims } of rows) counted.add(group_key ?? '', days, Number(claims));
  return await answerOf<DayCounts>(db, 'length-of-stay', question, {
    groups: counted.groups,
    total: counted.total,
    none: new Map(),
    fields(taken) {
      const { claims, measured, sum, average, median, longest, upTo } = dayFacts(taken);
      return {
        ...{ claims, measured, bed_days: sum, average_days: average, median_days: median },
        ...{ longest_days: longest, same_day: upTo(0) },
      };
    },
  });
}
