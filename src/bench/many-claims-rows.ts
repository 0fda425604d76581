/** What the claims of `many-claims` say: by dice, so that they are the same each time. Hospital 99999. */
import type { Value } from '../db/db.js';
import { versionKey } from '../domain/claim-version.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import { bahtOf } from '../domain/satang.js';
import { createDice, type Dice } from '../practice/claims/dice.js';
import type { ClaimErrorRow } from '../store/claims.js';

export const hospital = '99999';
/** Service days from the first day of fiscal year 2565 to the day before `manyClaimsNow`. */
const firstDay = Date.parse('2021-10-01T00:00:00Z');
export const manyClaimsNow = new Date('2026-06-18T01:12:00Z');
export const dayMs = 86_400_000;
const perFile = 2000;

type Kind = 'OP' | 'IP' | 'ORF';
/** Of 100 workbooks. */
const strata: readonly (readonly [Kind, string, number])[] = [
  ['OP', 'UCS', 45],
  ['OP', 'OFC', 12],
  ['OP', 'SSS', 8],
  ['OP', 'LGO', 7],
  ['OP', 'NHS', 2],
  ['IP', 'UCS', 10],
  ['IP', 'OFC', 3],
  ['IP', 'SSS', 2],
  ['IP', 'LGO', 2],
  ['ORF', 'UCS', 9],
];

/** The lower a number, the more often it is drawn. */
const skewed = (dice: Dice, of: number) => Math.min(dice.int(0, of - 1), dice.int(0, of - 1));
const numbered = (letters: string, number: number, width: number) =>
  `${letters}${String(number).padStart(width, '0')}`;

export interface FilePlan {
  readonly number: number;
  readonly kind: Kind;
  readonly scheme: string;
  readonly fileDay: string;
  /** Milliseconds of the last day of service in it. */
  readonly until: number;
  readonly rows: number;
}

export const hashOf = (number: number) => numbered('', number, 64);
const dayText = (at: number) => new Date(at).toISOString().slice(0, 10);

/** The stratum that the hundredth of a draw falls into. */
function stratumOf(draw: number): readonly [Kind, string] {
  let upTo = 0;
  for (const [kind, scheme, share] of strata) {
    upTo += share;
    if (draw < upTo) return [kind, scheme];
  }
  return ['OP', 'UCS'];
}

export function plans(rows: number): FilePlan[] {
  const dice = createDice('workbooks of many claims');
  const of = Math.ceil(rows / perFile);
  const span = manyClaimsNow.getTime() - dayMs - firstDay;
  return Array.from({ length: of }, (_, index) => {
    const [kind, scheme] = stratumOf(dice.int(0, 99));
    const until = firstDay + Math.floor((span * (index + 1)) / of);
    const left = rows - index * perFile;
    return { number: index, kind, scheme, until, fileDay: dayText(until), rows: Math.min(perFile, left) };
  });
}

interface Row {
  readonly values: Readonly<Record<string, Value>>;
  readonly error: ClaimErrorRow | null;
}

/** Forty hospitals send patients, some of them many. */
const referrerOf = (dice: Dice) => numbered('990', skewed(dice, 40) + 10, 2);

/** Most patients are registered here, the others at sixty hospitals. */
const mainHospitalOf = (dice: Dice) => (dice.chance(80) ? hospital : numbered('991', skewed(dice, 60), 2));

/** What a claim is paid for: most inpatients by their DRG, some claims by a column that few others have. */
function paymentOf(dice: Dice, kind: Kind, reimbursed: string): Readonly<Record<string, string>> {
  if (Number(reimbursed) === 0) return {};
  if (kind === 'ORF') return { [dice.chance(70) ? 'respon_cup' : 'respon_nhso']: reimbursed };
  const usual = kind === 'IP' ? 'ipinrgr' : dice.chance(40) ? 'ophc' : 'op_amt';
  const rare = dice.pick(['iphc', 'inst', 'drug', 'cataract_amt', 'dmis_dmidml', 'fs'] as const);
  return { [usual]: reimbursed, ...(dice.chance(6) ? { [rare]: '100.00' } : {}) };
}

/** Every row of a workbook has the same columns. */
function noPayments(kind: Kind): Readonly<Record<string, Value>> {
  const names =
    kind === 'ORF'
      ? ['respon_cup', 'respon_nhso']
      : ['ipinrgr', 'ophc', 'op_amt', 'iphc', 'inst', 'drug', 'cataract_amt', 'dmis_dmidml', 'fs'];
  return Object.fromEntries(names.map((name) => [name, null]));
}

export function claimRow(plan: FilePlan, rowNo: number, dice: Dice): Row {
  const { kind, until, number } = plan;
  const isOrf = kind === 'ORF';
  const place = { fileDate: plan.fileDay, sequence: '', reportTime: null, sha256: hashOf(number) };
  const tranId = numbered('99', number * perFile + rowNo, 8);
  const codes = dice.chance(12)
    ? [
        numbered('C', 300 + skewed(dice, 60), 3),
        ...(dice.chance(15) ? [numbered('C', 400 + skewed(dice, 20), 3)] : []),
      ]
    : [];
  const person = dice.int(1, 80_000);
  const day = dice.chance(0.2) ? null : dayText(Math.max(firstDay, until - dice.int(0, 30) * dayMs));
  const claimed = BigInt(kind === 'IP' ? dice.int(300_000, 9_000_000) : dice.int(5_000, 300_000));
  const reimbursed = codes.length > 0 ? 0n : (claimed * BigInt(dice.int(60, 105))) / 100n;
  const isIp = kind === 'IP';
  const amounts = { claimed: bahtOf(claimed), reimbursed: bahtOf(reimbursed) };
  const error_code = codes.length > 0 ? codes.join(',') : null;
  return {
    error: codes.length > 0 ? { rowNo, sheetName: 'Detail', tranId, codes } : null,
    values: {
      row_no: rowNo,
      row_hash: numbered('', number * perFile + rowNo, 64),
      version_key: versionKey(place, 0, rowNo),
      tran_id: tranId,
      rep_no: numbered('69', number * 40 + Math.floor(rowNo / 50), 8),
      hn: numbered('', person, 7),
      pid: numbered('99000', person, 13 - 5),
      name: `สมมุติ ตัวอย่าง${person}`,
      hcode: hospital,
      service_day: day,
      fiscal_year: day === null ? null : fiscalYearOf(day),
      service_month: day?.slice(0, 7) ?? null,
      is_ip: isIp,
      is_denied: codes.length > 0,
      error_code,
      ...amounts,
      loss: bahtOf(claimed - reimbursed),
      status: codes.length > 0 ? 'denied' : 'passed',
      ...noPayments(kind),
      ...paymentOf(dice, kind, amounts.reimbursed),
      ...(isOrf
        ? {
            service_date: day === null ? null : `${day} 09:00:00`,
            reimb_total: amounts.reimbursed,
            href: referrerOf(dice),
            hmain2: mainHospitalOf(dice),
          }
        : {
            an: isIp ? numbered('99', number * perFile + rowNo, 8) : null,
            dateadm: day === null ? null : `${day} 09:00:00`,
            href: dice.chance(6) ? referrerOf(dice) : null,
            main_fund: dice.chance(1) ? null : numbered(kind, skewed(dice, isIp ? 15 : 25), 2),
            service_type: dice.pick(['OPAE', 'OP', 'OP', 'PP', 'CR'] as const),
            drg: isIp ? numbered('', skewed(dice, 600) * 10 + 100, 5) : null,
            adjrw_nhso: isIp ? `${dice.int(0, 8)}.${numbered('', dice.int(0, 9999), 4)}` : null,
            rw: isIp ? `${dice.int(0, 8)}.${numbered('', dice.int(0, 9999), 4)}` : null,
            claim_net: amounts.claimed,
            reimb_nhso: amounts.reimbursed,
            hmain: mainHospitalOf(dice),
            ps_percent: dice.chance(95) ? '100' : dice.pick(['95', '90', '80'] as const),
            datedsc:
              isIp && day !== null ? `${dayText(Date.parse(day) + skewed(dice, 20) * dayMs)} 10:00:00` : null,
          }),
    },
  };
}
