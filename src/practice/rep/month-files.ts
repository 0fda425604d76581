import { createDice, type Dice } from '../claims/dice.js';
import { daysOfMonth, monthsLater } from '../claims/wall-time.js';
import type { RepFile } from './rep-contents.js';
import type { RepType } from './rep-type.js';

/** Which files a month has: decided by seed and month alone, so that they stay the same as time goes on. */

/** A time on a day of the month, between 08:43 and 23:55 as file names have it. */
export function sentOn(dice: Dice, month: string, day: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const minutes = dice.int(8 * 60 + 43, 23 * 60 + 54);
  return `${month}-${two(day)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(dice.int(0, 59))}`;
}

interface Wanted {
  readonly type: RepType;
  readonly rows: number;
  readonly day: number;
  readonly denialPercent: number;
}

/** No month has more files, no file more rows: TRAN_IDs of two files never meet. */
const filesOfMonth = 500;
const rowsOfFile = 200;
const firstTranId = 900_000_000;

function made(seed: string, hospital: string, month: string, index: number, wanted: Wanted): RepFile {
  const dice = createDice(`${seed}/file/${hospital}/${month}/${index}`);
  const year = Number(month.slice(0, 4));
  const monthNumber = (year - 2_000) * 12 + Number(month.slice(5, 7));
  return {
    seed,
    type: wanted.type,
    hospital,
    sentAt: sentOn(dice, month, wanted.day),
    milliseconds: dice.int(0, 999),
    repNo: (((year + 543) % 100) * 100 + Number(month.slice(5, 7))) * 100_000 + 90_001 + index,
    documents: 1,
    rows: wanted.rows,
    firstTranId: firstTranId + (monthNumber * filesOfMonth + index) * rowsOfFile,
    denialPercent: wanted.denialPercent,
    style: { nothing: dice.chance(85) ? '-' : null, hnAsNumber: dice.chance(50) },
    appealed: null,
  };
}

function ordinaryFiles(dice: Dice, month: string): Wanted[] {
  const last = daysOfMonth(month);
  const wanted: Wanted[] = [];
  const add = (type: RepType, count: number, from: number, to: number) => {
    for (let i = 0; i < count; i++) {
      // Spread over the month, so that a running month is partly there.
      const day = Math.min(last, Math.floor((i * last) / count) + dice.int(1, Math.floor(last / count)));
      wanted.push({ type, rows: dice.int(from, to), day, denialPercent: dice.int(5, 15) });
    }
  };
  add('OP', dice.int(4, 6), 40, 72);
  add('IP', dice.int(3, 4), 24, 44);
  add('ORF', 2, 14, 26);
  add('OPCS', 1, 10, 24);
  add('IPCS', 1, 4, 10);
  add('OPLGO', 1, 8, 18);
  add('IPLGO', 1, 3, 8);
  add('OPSSS', 1, 6, 14);
  if (dice.chance(50)) add('IPSSS', 1, 3, 7);
  if (dice.chance(30)) add('OPNHS', 1, 2, 4);
  if (dice.chance(30)) add('OPBKK', 1, 2, 5);
  if (dice.chance(15)) add('IPBKK', 1, 1, 3);
  if (dice.chance(20)) add('OPBMT', 1, 2, 4);
  if (dice.chance(20)) add('OPSRT', 1, 2, 4);
  return wanted;
}

/** Appeals of a month take up the first workbook of their kind of the month before. */
const appealsOfMonth = [
  { type: 'OP_APPEAL', base: 'OP', everyMonths: 1 },
  { type: 'IP_APPEAL', base: 'IP', everyMonths: 1 },
  { type: 'ORF_APPEAL', base: 'ORF', everyMonths: 2 },
  { type: 'IP_APPEAL_NHSO', base: 'IP', everyMonths: 3 },
  { type: 'OP_APPEAL_CD', base: 'OP', everyMonths: 4 },
  { type: 'OPLGO_APPEAL', base: 'OPLGO', everyMonths: 2 },
  { type: 'IPCS_APPEAL', base: 'IPCS', everyMonths: 3 },
] as const satisfies readonly { type: RepType; base: RepType; everyMonths: number }[];

function ordinaryOf(seed: string, hospital: string, month: string): RepFile[] {
  const dice = createDice(`${seed}/month/${hospital}/${month}`);
  return ordinaryFiles(dice, month).map((wanted, index) => made(seed, hospital, month, index, wanted));
}

/** All files of one ordinary month, in no order. */
export function monthFiles(seed: string, hospital: string, month: string): RepFile[] {
  const files = ordinaryOf(seed, hospital, month);
  const before = ordinaryOf(seed, hospital, monthsLater(month, -1));
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  const appeals = appealsOfMonth.flatMap(({ type, base, everyMonths }, i) => {
    // Each kind of appeal takes another workbook, so that no claim is appealed twice in one month.
    const candidates = before.filter((file) => file.type === base);
    const appealed = type.endsWith('_NHSO') || type.endsWith('_CD') ? candidates.at(-1) : candidates[0];
    if (number % everyMonths !== 0 || !appealed) return [];
    const dice = createDice(`${seed}/appeal/${hospital}/${month}/${type}`);
    const rows = type.endsWith('_NHSO') ? 3 : dice.int(4, 12);
    const day = dice.int(3, daysOfMonth(month));
    const wanted = { type, rows, day, denialPercent: 0 };
    return [{ ...made(seed, hospital, month, files.length + i, wanted), appealed }];
  });
  return [...files, ...appeals];
}

/** Numbers of files by type in the busy month; together 400, of the kind that a large hospital has. */
const busyTypes = [
  ['OP', 213],
  ['ORF', 69],
  ['IP', 91],
  ['OP_APPEAL', 17],
  ['IP_APPEAL_NHSO', 6],
  ['OP_APPEAL_CD', 4],
] as const satisfies readonly (readonly [RepType, number])[];

/** A month of 400 small files. */
export function busyMonthFiles(seed: string, hospital: string, month: string): RepFile[] {
  const dice = createDice(`${seed}/busy/${hospital}/${month}`);
  const last = daysOfMonth(month);
  const files: RepFile[] = [];
  for (const [type, count] of busyTypes) {
    const isAppeal = type.includes('APPEAL');
    const bases = files.filter((file) => file.type === (type.startsWith('IP') ? 'IP' : 'OP'));
    for (let i = 0; i < count; i++) {
      // The workbooks that the hospital's appeals take up are denied as a whole, so none of these is empty.
      const denialPercent = type === 'OP' && i < 21 ? 100 : 8;
      const wanted = { type, rows: dice.int(3, 6), day: dice.int(1, last), denialPercent };
      const file = made(seed, hospital, month, files.length, wanted);
      const appealed = bases[type === 'OP_APPEAL_CD' ? i + 17 : i];
      if (!isAppeal) files.push(file);
      else if (appealed) files.push({ ...file, appealed });
    }
  }
  return files;
}
