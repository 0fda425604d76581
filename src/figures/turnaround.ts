import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { answerOf, columnOf } from './answer-by.js';
import { claimConditions } from './claim-conditions.js';
import { claimsOfRow } from './claims-behind.js';
import { type DayCounts, datedOf, dayCounter, dayFacts, daysBetween } from './day-counts.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { filterNames } from './figure-filter.js';
import { rate } from './rate.js';
import { splitColumns } from './split-columns.js';

const promptDays = 30;
// The first seven letters of a day are its month; grouped by the day alone, an index gives the groups in order.
const columns = { ...splitColumns, month: sql`c.service_day` };

/** How long it took from the service until NHSO first answered. */
export const turnaround = defineFigure({
  name: 'turnaround',
  title: { th: 'กี่วันจึงได้ REP ฉบับแรก', en: 'Days until the first REP' },
  definition: {
    th: 'จำนวนวันจากวันที่รับบริการ (วันที่มา หรือวันที่รับไว้ในโรงพยาบาล) ถึงวันที่ของไฟล์ REP ฉบับแรกของเคลม ทั้งที่ผ่านและไม่ผ่าน · รวมเวลาที่โรงพยาบาลใช้ก่อนส่งและเวลาที่ สปสช. ใช้ตอบ · measured = เคลมที่รู้ทั้งสองวันและ REP ไม่มาก่อนวันที่รับบริการ ตัวเลขวันนับเฉพาะเคลมเหล่านี้ · average_days = ค่าเฉลี่ย · median_days = มัธยฐาน (ครึ่งหนึ่งของเคลมใช้ไม่เกินเท่านี้) · within_30 = เคลมที่ได้ REP ภายใน 30 วัน และ within_30_rate คือสัดส่วน · เคลมที่ยังไม่มี REP และเคลมที่ไม่มีวันที่รับบริการไม่นับ เดือนล่าสุดจึงดูเร็วกว่าความจริงจนกว่า REP ที่ช้าจะมา',
    en: 'Days from the service date (visit or admission) to the date of the REP workbook that the claim first came in, passed or denied · the time the hospital took to send it and the time NHSO took to answer, together · measured = claims of which both days are known and the REP does not come before the service: the days are of these · average_days = mean · median_days = half of the claims took no longer · within_30 = claims answered within 30 days, within_30_rate = their part · claims without a REP and claims without a service date are not counted: the newest months look quicker than they are until slow answers have come',
  },
  by: ['month', 'scheme', 'kind', 'fund', 'hospital'],
  filters: filterNames.filter((name) => name !== 'undated'),
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'measured', kind: 'count' },
    { name: 'average_days', kind: 'days' },
    { name: 'median_days', kind: 'count' },
    { name: 'longest_days', kind: 'count' },
    { name: 'within_30', kind: 'count' },
    { name: 'within_30_rate', kind: 'rate' },
  ],
  claims: (question, key) =>
    key === '' && question.by === 'month'
      ? null
      : claimsOfRow()({ ...question, filter: datedOf(question.filter) }, key),
  agrees: [{ field: 'claims', measure: 'claims' }],
  answer: turnaroundAnswer,
});

/** null also where the answer is older than the service: one of the two days is wrong. */
function daysUntil(day: string, answered: string | null): number | null {
  const days = daysBetween(day, answered);
  return days !== null && days < 0 ? null : days;
}

async function turnaroundAnswer(db: Queryable, question: FigureQuestion): Promise<FigureAnswer> {
  const group = columnOf(columns, question.by);
  const rows = await db.query<{
    group_key: string | null;
    day: string;
    answered: string | null;
    claims: number;
  }>(
    sql`select ${group} as group_key, c.service_day as day, c.first_file_date as answered, count(*) as claims
        from claim_current c where ${claimConditions(datedOf(question.filter))}
        and c.service_day is not null
        group by ${group}, c.service_day, c.first_file_date`,
  );
  const counted = dayCounter();
  for (const { group_key, day, answered, claims } of rows)
    counted.add(
      question.by === 'month' ? day.slice(0, 7) : (group_key ?? ''),
      daysUntil(day, answered),
      Number(claims),
    );
  return await answerOf<DayCounts>(db, 'turnaround', question, {
    groups: counted.groups,
    total: counted.total,
    none: new Map(),
    fields(taken) {
      const { claims, measured, average, median, longest, upTo } = dayFacts(taken);
      const prompt = upTo(promptDays);
      return {
        ...{ claims, measured, average_days: average, median_days: median, longest_days: longest },
        ...{ within_30: prompt, within_30_rate: rate(BigInt(prompt), BigInt(measured)) },
      };
    },
  });
}
