import type { Queryable } from '../db/db.js';
import { raw, type Sql, sql } from '../db/sql.js';
import { bahtOf, satangOf } from '../domain/satang.js';
import { answerOf } from './answer-by.js';
import { claimConditions } from './claim-conditions.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { filterNames } from './figure-filter.js';
import { type PaymentForm, paymentColumns } from './payment-column-list.js';
import { detailTables, hasAnyPayment } from './payment-conditions.js';

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

/** One reading of the rows of a form for all of its columns. */
function paidSums(form: PaymentForm): Sql {
  const each = paymentColumns[form].flatMap(([name], index) => [
    `sum(case when p.${name} <> 0 then 1 else 0 end) as n_${index}`,
    `coalesce(sum(p.${name}), 0.00) as s_${index}`,
  ]);
  return raw(each.join(', '));
}

async function paymentAnswer(db: Queryable, question: FigureQuestion): Promise<FigureAnswer> {
  const { filter } = question;
  const groups = new Map<string, Paid>();
  let total = nothing;
  for (const form of ['opip', 'orf'] as const) {
    const row = await db.first<Readonly<Record<string, string | number | null>>>(
      sql`select ${paidSums(form)}, sum(case when ${hasAnyPayment(form)} then 1 else 0 end) as n_any
          from claim_current c join ${detailTables[form]} p on p.id = c.item_id
          where c.item_kind = ${form} and ${claimConditions(filter)}`,
    );
    for (const [index, [name]] of paymentColumns[form].entries()) {
      const claims = Number(row?.[`n_${index}`] ?? 0);
      const amount = String(row?.[`s_${index}`] ?? '0.00');
      if (claims === 0) continue;
      groups.set(name, { claims, amount });
      total = { ...total, amount: bahtOf(satangOf(total.amount) + satangOf(amount)) };
    }
    total = { ...total, claims: total.claims + Number(row?.n_any ?? 0) };
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
