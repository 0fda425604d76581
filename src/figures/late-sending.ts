import { sql } from '../db/sql.js';
import { bahtOf, satangOf } from '../domain/satang.js';
import { answerOf, columnOf } from './answer-by.js';
import { claimConditions } from './claim-conditions.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { filterNames } from './figure-filter.js';
import { rate } from './rate.js';
import { asking, type SumsQueryable } from './remembered-sums.js';
import { splitColumns } from './split-columns.js';
import { factSums } from './summed-source.js';

interface Sent {
  readonly claims: number;
  readonly late: number;
  readonly claimed: bigint;
  readonly reimbursed: bigint;
}
const none: Sent = { claims: 0, late: 0, claimed: 0n, reimbursed: 0n };

/** Which claims were sent so late that they are paid by a smaller part. */
export const lateSending = defineFigure({
  name: 'late-sending',
  title: { th: 'ส่งล่าช้า (PS)', en: 'Sent late (PS)' },
  definition: {
    th: 'ตามคอลัมน์ล่าช้า (PS) ของ REP ฉบับปัจจุบันของเคลม OP และ IP ซึ่งบอกร้อยละที่จ่าย · claims = เคลมที่ระบุร้อยละ · late = เคลมที่ร้อยละต่ำกว่า 100 คือถูกลดเพราะส่งช้า · late_rate = late ÷ claims · late_claimed และ late_reimbursed = ยอดเรียกเก็บและชดเชยของเคลมที่ช้า · แบบของ UCS ใช้คอลัมน์ที่เป็นตัวเลข แบบของ LGO และ OFC ใช้คอลัมน์ร้อยละที่สอง · ORF ไม่บอกร้อยละ จึงไม่นับ · เงินที่หายเพราะส่งช้าไม่ได้คำนวณ เพราะ REP ไม่บอกเป็นยอด',
    en: 'By the column of late sending (PS) of the current versions of OP and IP claims, which says by what per cent they are paid · claims = claims that state one · late = those below 100: paid less because they were sent late · late_rate = late ÷ claims · late_claimed and late_reimbursed = amounts of the late ones · the column that is a number in the form of UCS, the second one in the form of LGO and OFC · ORF states none and is not counted · what was lost by it is not worked out: REP states no such amount',
  },
  by: ['month', 'late', 'scheme', 'kind', 'fund', 'hospital'],
  filters: filterNames,
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'late', kind: 'count' },
    { name: 'late_rate', kind: 'rate' },
    { name: 'late_claimed', kind: 'baht' },
    { name: 'late_reimbursed', kind: 'baht' },
  ],
  claims: claimsOfRow({ sent_late: 'any' }),
  agrees: [
    { field: 'claims', measure: 'claims' },
    { field: 'late', measure: 'claims', with: { sent_late: 'yes' } },
    { field: 'late_claimed', measure: 'claimed', with: { sent_late: 'yes' } },
    { field: 'late_reimbursed', measure: 'reimbursed', with: { sent_late: 'yes' } },
  ],
  answer: lateAnswer,
});

interface PercentRow {
  group_key: string | null;
  percent: string;
  claims: number;
  claimed: string;
  reimbursed: string;
}

/** The claims of each group and percentage: by kept sums where these know what is asked, else one by one. */
async function claimsOfPercents(
  db: SumsQueryable,
  { filter, by }: FigureQuestion,
): Promise<readonly PercentRow[]> {
  const byPercent = by === 'late';
  // Sums of facts know nothing of funds.
  const sums = by === 'fund' ? null : factSums(filter, 'late');
  const group = byPercent ? sql`''` : columnOf(splitColumns, by);
  const grouped = byPercent ? sql`` : sql`${group}, `;
  const money = sql`coalesce(sum(c.claimed), 0.00) as claimed, coalesce(sum(c.reimbursed), 0.00) as reimbursed`;
  if (sums === null)
    return await db.query<PercentRow>(
      sql`select ${group} as group_key, c.late_percent as percent, count(*) as claims, ${money}
          from claim_current c where ${claimConditions(filter)} and c.late_percent is not null
          group by ${grouped}c.late_percent`,
    );
  return await asking(
    db,
    sums,
  )<PercentRow>(
    sql`select ${group} as group_key, c.fact_number as percent, sum(c.claims) as claims, ${money}
        from ${sums} group by ${grouped}c.fact_number having sum(c.claims) <> 0`,
  );
}

async function lateAnswer(db: SumsQueryable, question: FigureQuestion): Promise<FigureAnswer> {
  const byPercent = question.by === 'late';
  const rows = await claimsOfPercents(db, question);
  const groups = new Map<string, Sent>();
  let total = none;
  for (const row of rows) {
    const key = byPercent ? String(Number(row.percent)) : (row.group_key ?? '');
    groups.set(key, plus(groups.get(key) ?? none, row));
    total = plus(total, row);
  }
  return await answerOf<Sent>(db, 'late-sending', question, {
    ...{ groups, total, none },
    ...(byPercent && { keys: [...groups.keys()].sort((a, b) => Number(b) - Number(a)) }),
    fields: ({ claims, late, claimed, reimbursed }) => ({
      ...{ claims, late, late_rate: rate(BigInt(late), BigInt(claims)) },
      ...{ late_claimed: bahtOf(claimed), late_reimbursed: bahtOf(reimbursed) },
    }),
  });
}

function plus(sent: Sent, { percent, claims, claimed, reimbursed }: PercentRow): Sent {
  const all = { ...sent, claims: sent.claims + Number(claims) };
  if (Number(percent) >= 100) return all;
  return {
    ...all,
    late: all.late + Number(claims),
    claimed: all.claimed + satangOf(claimed),
    reimbursed: all.reimbursed + satangOf(reimbursed),
  };
}
