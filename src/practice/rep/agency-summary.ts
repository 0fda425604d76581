import { repSummaryLgoColumns } from '../../filetypes/rep-summary-lgo.columns.js';
import { repSummaryOfcColumns } from '../../filetypes/rep-summary-ofc.columns.js';
import { repSummarySssColumns } from '../../filetypes/rep-summary-sss.columns.js';
import type { Cell } from '../biff8-writer.js';
import { claimedNet, paidByNhso, type UcsClaim } from '../claims/ucs-claim.js';
import { baht, bahtOrZero, createFormRow, type NothingMark, type RowValues } from './form-row.js';

/** Summary rows of the schemes outside UCS; they have no appeals in the practice data. */

const lgoRow = createFormRow(repSummaryLgoColumns);
const ofcRow = createFormRow(repSummaryOfcColumns);
const sssRow = createFormRow(repSummarySssColumns);

function money(claims: readonly UcsClaim[], amountOf: (claim: UcsClaim) => number): number {
  return claims.reduce((sum, claim) => sum + amountOf(claim), 0);
}

function head(claims: readonly UcsClaim[], repNo: string, hospital: string): RowValues {
  const failed = claims.filter((claim) => claim.errors.length > 0).length;
  return {
    hcode: hospital,
    rep_no: repNo,
    total_cases: claims.length,
    passed_cases: claims.length - failed,
    failed_cases: failed,
  };
}

function agencyValues(claims: readonly UcsClaim[], suffix: string): RowValues {
  const prevention = claims.filter((claim) => claim.group === 'pp');
  const treatment = claims.filter((claim) => claim.group !== 'pp');
  const group = `ข้อมูลปกติ > ${claims[0]?.kind ?? 'OP'}${suffix}`;
  return {
    [`${group} > เรียกเก็บ`]: baht(money(treatment, claimedNet)),
    [`${group} > ชดเชย`]: baht(money(treatment, paidByNhso)),
    'ข้อมูลปกติ > PP > เรียกเก็บ': baht(money(prevention, claimedNet)),
    'ข้อมูลปกติ > PP > ชดเชย': baht(money(prevention, paidByNhso)),
    'ชดเชยสุทธิ > ค่ารักษา': bahtOrZero(money(treatment, paidByNhso)),
    'ชดเชยสุทธิ > PP (รับจาก สปสช.)': bahtOrZero(money(prevention, paidByNhso)),
  };
}

function sssValues(claims: readonly UcsClaim[]): RowValues {
  const group = `ข้อมูลปกติ > ${claims[0]?.kind ?? 'OP'}`;
  return {
    [`${group} > เรียกเก็บ`]: baht(money(claims, claimedNet)),
    [`${group} > ชดเชย`]: baht(money(claims, paidByNhso)),
    จ่ายชดเชยทั้งสิ้น: bahtOrZero(money(claims, paidByNhso)),
  };
}

export function agencySummaryRows(
  all: readonly UcsClaim[],
  form: 'lgo' | 'ofc' | 'sss',
  hospital: string,
  nothing: NothingMark,
): Cell[][] {
  const numbers = [...new Set(all.map((claim) => claim.repNo))];
  return numbers.map((repNo) => {
    const claims = all.filter((claim) => claim.repNo === repNo);
    const first = head(claims, repNo, hospital);
    if (form === 'sss') return sssRow({ ...first, ...sssValues(claims) }, nothing);
    if (form === 'lgo') return lgoRow({ ...first, ...agencyValues(claims, 'LG') }, nothing);
    return ofcRow({ ...first, ...agencyValues(claims, 'CS') }, nothing);
  });
}
