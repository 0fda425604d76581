import { fiscalYearOf } from '../../domain/fiscal-year.js';
import { createDice } from '../claims/dice.js';
import { buddhistYear, daysLater, daysOfMonth, monthsLater } from '../claims/wall-time.js';
import type { PracticeCalendar } from '../rep/practice-calendar.js';
import { netReceivable, postedOn, type Statement } from '../stm/statement.js';

/** One transfer as SMT answers it (smt-protocol 2). Amounts are JSON numbers, now and then text or empty. */
export type SmtRecord = Readonly<Record<string, string | number | null>>;

/** One transfer before it is written as JSON. Money in satang. */
export interface Transfer {
  readonly refDocNo: string;
  /** Gregorian day. */
  readonly postedOn: string;
  readonly fund: SmtFund;
  readonly batchNo: string;
  readonly amount: number;
  readonly wait: number;
  readonly debt: number;
  readonly bond: number;
  readonly fromSystem: string;
  readonly recId: number;
}

interface SmtFund {
  readonly name: string;
  readonly group: number | null;
  readonly groupName: string;
  readonly description: string;
  readonly subFund: string;
  readonly account: string;
  readonly source: 'UC' | 'OF' | 'SS' | 'LG';
}

const fund = (
  name: string,
  description: string,
  subFund: string,
  account: string,
  more: Partial<SmtFund> = {},
): SmtFund => ({
  name,
  group: 1,
  groupName: 'งบจ่ายรายหัว',
  description,
  subFund,
  account: `9999999999.${account}`,
  source: 'UC',
  ...more,
});

const statementFunds = {
  IP: [
    fund('กองทุนผู้ป่วยใน', 'ผู้ป่วยใน', 'IP ปกติ', '999'),
    fund('กองทุนโรคค่าใช้จ่ายสูง', 'HC', 'HC', '998'),
    fund('กองทุนอุปกรณ์และอวัยวะเทียม', 'INST', 'INST', '997'),
    fund('กองทุนอุบัติเหตุและเจ็บป่วยฉุกเฉิน', 'AE', 'CAREF', '996'),
  ],
  OP: [
    fund('กองทุนผู้ป่วยนอก', 'ผู้ป่วยนอก', 'OP REFER', '989'),
    fund('กองทุนอุบัติเหตุและเจ็บป่วยฉุกเฉิน', 'AE', 'OPAE', '988'),
    fund('กองทุนโรคเฉพาะ', 'DMIS', 'DMIS', '987', { group: null }),
    fund('กองทุนสร้างเสริมสุขภาพและป้องกันโรค', 'PP', 'PP', '986', { group: 2, groupName: 'งบ P&P' }),
  ],
} as const;
const capitation = fund('กองทุนผู้ป่วยนอกเหมาจ่าย', 'OP เหมาจ่ายรายหัว', 'OP CAP', '979');
const dialysis = fund('กองทุนไตวายเรื้อรัง', 'ไตวายเรื้อรัง', 'CAPD', '978', { group: 3, groupName: 'งบไตวาย' });
const lgoFund = fund('กองทุน อปท.', 'ค่ารักษาพยาบาล อปท.', 'LGO', '977', {
  group: 4,
  groupName: 'งบ อปท.',
  source: 'LG',
});

interface Split {
  readonly amounts: readonly number[];
}

/** Two to four parts that add up to the whole. */
function split(whole: number, parts: number, seed: string): Split {
  const dice = createDice(seed);
  const amounts: number[] = [];
  let rest = whole;
  for (let i = 1; i < parts; i++) {
    const part = Math.round((rest * dice.int(8, 35)) / 100);
    amounts.push(part);
    rest -= part;
  }
  return { amounts: [rest, ...amounts] };
}

interface Numbered {
  readonly transfers: Transfer[];
  readonly next: () => number;
}

/** The transfers of one statement; `number` is its place among the statements posted in the fiscal year. */
function statementTransfers(statement: Statement, number: number, seed: string, to: Numbered): void {
  const funds = statementFunds[statement.kind];
  const parts = 2 + (number % 3);
  // One period of a year is paid 1,000.00 short, and one in two postings.
  const whole = netReceivable(statement) - (number === 4 ? 100_000 : 0);
  const { amounts } = split(whole, parts, `${seed}/smt/${statement.documentNo}`);
  amounts.forEach((amount, i) => {
    const part = funds[i];
    if (!part || amount === 0) return;
    const inTwo = number === 3 && i === 0;
    const first = inTwo ? Math.round(amount * 0.6) : amount;
    const base = {
      refDocNo: statement.period,
      fund: part,
      fromSystem: 'E-CLAIM-D1',
      wait: number === 0 && i === 0 ? 1_234_550 : 0,
      debt: number === 1 && i === 0 ? 5_000_000 : 0,
      bond: number === 2 && i === 0 ? 250_025 : 0,
    };
    const batch = String(9_901 + number);
    const day = postedOn(statement);
    to.transfers.push({ ...base, postedOn: day, batchNo: batch, amount: first, recId: to.next() });
    if (!inTwo) return;
    const later = { ...base, postedOn: daysLater(day, 14), batchNo: `${batch}2`, amount: amount - first };
    to.transfers.push({ ...later, recId: to.next() });
  });
}

/** Money that no statement explains: capitation each month, dialysis, and documents without a number. */
function otherTransfers(month: string, seed: string, to: Numbered): void {
  const dice = createDice(`${seed}/smt/${month}`);
  const day = (number: number) => `${month}-${String(Math.min(number, daysOfMonth(month))).padStart(2, '0')}`;
  const none = { wait: 0, debt: 0, bond: 0 };
  const add = (transfer: Omit<Transfer, 'recId' | 'wait' | 'debt' | 'bond'>) =>
    to.transfers.push({ ...transfer, ...none, recId: to.next() });
  const short = `${buddhistYear(month) % 100}${month.slice(5, 7)}`;
  add({
    refDocNo: `CAP${short}`,
    postedOn: day(15),
    fund: capitation,
    batchNo: `97${short}`,
    amount: dice.int(900_000, 1_400_000) * 100,
    fromSystem: 'CAP',
  });
  if (dice.chance(50))
    add({
      refDocNo: `DCKD${short}001`,
      postedOn: day(22),
      fund: dialysis,
      batchNo: `96${short}`,
      amount: dice.int(40_000, 160_000) * 100,
      fromSystem: 'DMIS',
    });
  if (Number(month.slice(5, 7)) % 4 === 3) {
    // Two records that are equal in every field but their number.
    for (let i = 0; i < 2; i++)
      add({
        refDocNo: '-',
        postedOn: day(25),
        fund: lgoFund,
        batchNo: `95${short}`,
        amount: 1_250_075,
        fromSystem: 'LGO-HD',
      });
  }
}

/** All transfers up to today, oldest first. The last statement of all is not paid yet. */
export function transfersOf(
  calendar: PracticeCalendar,
  statements: readonly Statement[],
): readonly Transfer[] {
  let recId = 990_000;
  const to: Numbered = { transfers: [], next: () => ++recId };
  const numbers = new Map<number, number>();
  for (const statement of statements.slice(0, -1)) {
    const year = fiscalYearOf(postedOn(statement));
    const number = numbers.get(year) ?? 0;
    numbers.set(year, number + 1);
    statementTransfers(statement, number, calendar.seed, to);
  }
  for (let month = calendar.firstMonth; month <= calendar.lastMonth; month = monthsLater(month, 1))
    otherTransfers(month, calendar.seed, to);
  return to.transfers
    .filter((transfer) => transfer.postedOn <= calendar.today)
    .sort((a, b) => (a.postedOn < b.postedOn ? -1 : a.postedOn > b.postedOn ? 1 : a.recId - b.recId));
}

/** What reaches the bank: the identity of `total` is likely and not proven (smt-protocol 2). */
export function transferTotal(transfer: Transfer): number {
  return transfer.amount - transfer.wait - transfer.debt - transfer.bond;
}
