import { sql } from '../db/sql.js';
import { paymentColumns } from '../domain/payment-columns.js';
import { bahtOf, satangOf } from '../domain/satang.js';
import { answerOf } from './answer-by.js';
import { claimConditions } from './claim-conditions.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { filterNames } from './figure-filter.js';
import { asking, type SumsQueryable } from './remembered-sums.js';
import { paymentSums } from './summed-source.js';

interface Paid {
  readonly claims: number;
  readonly amount: string;
}
const nothing: Paid = { claims: 0, amount: '0.00' };

/** What NHSO pays for what, as the columns of the REP say it. */
export const moneyByPaymentColumn = defineFigure({
  name: 'payment-columns',
  title: { th: 'เงินตามคอลัมน์การจ่าย', en: 'Money by payment column' },
  definition: {
    th: 'ยอดในคอลัมน์การจ่ายของ REP ฉบับปัจจุบัน ทีละคอลัมน์ มากก่อน · claims = เคลมที่คอลัมน์นั้นมียอดไม่เป็นศูนย์ amount = ผลรวมของคอลัมน์ · เคลมหนึ่งอาจมีหลายคอลัมน์ ยอดรวมนับเคลมละครั้ง · บางคอลัมน์เป็นส่วนย่อยของอีกคอลัมน์ (เช่น ค่าภาระงาน) และเงินเดือนหรือ พ.ร.บ. ถูกหักภายหลัง ผลบวกของคอลัมน์จึงไม่จำเป็นต้องเท่ากับชดเชยสุทธิ · แบบ UCS ทุกคอลัมน์กองทุน ORF ส่วนของ CUP และ สปสช. กับ central reimburse (CR) SSS คอลัมน์แรกของแต่ละกลุ่ม · แบบ LGO และ OFC เก็บคอลัมน์กรณีไว้ใน extra จึงไม่นับ',
    en: 'Amounts in the payment columns of the REP, current versions, column by column, most first · claims = claims of which the column has an amount that is not zero, amount = sum of the column · one claim may have several columns, the total counts it once · some columns are a part of another (such as work load), and salaries or the traffic act are taken off later: the columns need not add up to what is reimbursed net · all columns of funds in the form of UCS; the shares of CUP and NHSO and central reimburse (CR) of ORF; the first column of each group of SSS · the forms of LGO and OFC have theirs in extra: not counted',
  },
  by: ['payment_column'],
  filters: filterNames,
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'amount', kind: 'baht' },
  ],
  claims: (question, key) => claimsOfRow(key === null ? { payment_column: 'any' } : {})(question, key),
  // The money is that of one column of each claim.
  agrees: [{ field: 'claims', measure: 'claims' }],
  answer: paymentAnswer,
});

interface PaymentRow {
  readonly name: string;
  readonly claims: number;
  readonly first_claims: number;
  readonly amount: string;
}

async function paymentAnswer(db: SumsQueryable, question: FigureQuestion): Promise<FigureAnswer> {
  // Of the claims that have one column, its sums do not know which others they have.
  const sums = paymentSums(question.filter);
  const claims = sums === null ? sql`1` : sql`p.claims`;
  const from =
    sums ??
    sql`claim_current c join claim_payment p on p.item_kind = c.item_kind and p.item_id = c.item_id
      where ${claimConditions(question.filter)}`;
  const rows = await asking(
    db,
    sums,
  )<PaymentRow>(sql`
    select p.payment_column as name, sum(${claims}) as claims,
      coalesce(sum(case when p.is_first then ${claims} end), 0) as first_claims, sum(p.amount) as amount
    from ${from} group by p.payment_column having sum(${claims}) <> 0`);
  const groups = new Map<string, Paid>();
  let total = nothing;
  for (const { name, amount, ...row } of rows) {
    groups.set(name, { claims: Number(row.claims), amount });
    // Each claim once: by the first of its columns.
    total = {
      claims: total.claims + Number(row.first_claims),
      amount: bahtOf(satangOf(total.amount) + satangOf(amount)),
    };
  }
  return await answerOf<Paid>(db, 'payment-columns', question, {
    ...{ groups, total, none: nothing, keys: mostPaidFirst(groups) },
    labels: new Map([...paymentColumns.opip, ...paymentColumns.orf]),
    fields: ({ claims, amount }) => ({ claims, amount }),
  });
}

function mostPaidFirst(groups: ReadonlyMap<string, Paid>): string[] {
  return [...groups]
    .sort(([keyA, a], [keyB, b]) => {
      const more = satangOf(b.amount) - satangOf(a.amount);
      return more === 0n ? (keyA < keyB ? -1 : 1) : more > 0n ? 1 : -1;
    })
    .map(([key]) => key);
}
