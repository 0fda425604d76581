import { repSummaryColumns } from '../../filetypes/rep-summary.columns.js';
import { repSummaryOrfColumns } from '../../filetypes/rep-summary-orf.columns.js';
import type { Cell } from '../biff8-writer.js';
import type { OrfClaim } from '../claims/orf-claim.js';
import type { UcsClaim } from '../claims/ucs-claim.js';
import { type DocumentSums, orfSums, ucsSums } from './document-sums.js';
import { baht, bahtOrZero, createFormRow, type NothingMark, type RowValues } from './form-row.js';
import type { RepContents } from './rep-contents.js';
import { appealBlock, appealCounts, newFigures, normalCounts, oldFigures } from './summary-headings.js';

const ucsRow = createFormRow(repSummaryColumns);
const orfRow = createFormRow(repSummaryOrfColumns);

/** One REP document with its claims; `old` is filled in appeals. */
interface RepDocument<Claim> {
  readonly repNo: string;
  readonly claims: readonly Claim[];
  readonly old: readonly Claim[];
}

function documentsOf<Claim extends UcsClaim | OrfClaim>(
  claims: readonly Claim[],
  old: readonly Claim[],
): RepDocument<Claim>[] {
  const numbers = [...new Set(claims.map((claim) => claim.repNo))];
  return numbers.map((repNo) => ({ repNo, claims: claims.filter((claim) => claim.repNo === repNo), old }));
}

/** Pairs of claimed and reimbursed by fund; ORF has none for IP. */
function fundPairs(
  sums: DocumentSums,
  withIp: boolean,
  nameOf: (group: string, part: 'claim' | 'reimb') => string,
) {
  const pairs: Record<string, Cell> = {};
  for (const group of ['hc', 'ae', 'inst', 'ip', 'dmis', 'pp', 'drug'] as const) {
    if (group === 'ip' && !withIp) continue;
    pairs[nameOf(group, 'claim')] = baht(sums.claimed[group]);
    pairs[nameOf(group, 'reimb')] = baht(sums.paid[group]);
  }
  return pairs;
}

function headingPair(block: string) {
  return (group: string, part: 'claim' | 'reimb') =>
    `${block} > ${group.toUpperCase()} > ${part === 'claim' ? 'เรียกเก็บ' : 'ชดเชย'}`;
}

function counts(
  sums: DocumentSums,
  names: readonly [total: string, passed: string, failed: string],
): RowValues {
  return { [names[0]]: sums.cases, [names[1]]: sums.cases - sums.failed, [names[2]]: sums.failed };
}

/** To be paid in addition, or to be taken back. */
function difference(before: number, now: number): { more: Cell; back: Cell } {
  return { more: baht(Math.max(0, now - before)), back: baht(Math.max(0, before - now)) };
}

function normalBlock(sums: DocumentSums, withIp: boolean): RowValues {
  return {
    ...counts(sums, normalCounts),
    ...fundPairs(sums, withIp, (group, part) => `${group}_${part}`),
    reimb_total: bahtOrZero(sums.paidTotal),
  };
}

function appealFigures(before: DocumentSums, now: DocumentSums, withIp: boolean): RowValues {
  return {
    total_cases: 0,
    passed_cases: 0,
    failed_cases: 0,
    reimb_total: 0,
    ...counts(now, appealCounts),
    ...fundPairs(before, withIp, headingPair(oldFigures)),
    [`${oldFigures} > จ่ายชดเชย`]: bahtOrZero(before.paidTotal),
    ...fundPairs(now, withIp, headingPair(newFigures)),
    [`${appealBlock} > จ่ายชดเชย`]: bahtOrZero(now.paidTotal),
    'ชดเชยสุทธิ > จ่ายเพิ่ม': difference(before.paidTotal, now.paidTotal).more,
    'ชดเชยสุทธิ > เรียกคืน': difference(before.paidTotal, now.paidTotal).back,
  };
}

function ucsSummary(document: RepDocument<UcsClaim>, hospital: string, isAppeal: boolean): RowValues {
  const head = { hcode: hospital, rep_no: document.repNo };
  const now = ucsSums(document.claims);
  if (isAppeal) return { ...head, ...appealFigures(ucsSums(document.old), now, true) };
  return { ...head, ...normalBlock(now, true), reimb_agency: bahtOrZero(now.paidByAgency) };
}

function orfSummary(document: RepDocument<OrfClaim>, hospital: string, isAppeal: boolean): RowValues {
  const head = { hcode: hospital, rep_no: document.repNo };
  const now = orfSums(document.claims);
  if (!isAppeal)
    return {
      ...head,
      ...normalBlock(now, false),
      'ข้อมูลปกติ OPREFER > จ่ายชดเชย': bahtOrZero(now.paidForRefer),
    };
  const before = orfSums(document.old);
  const refer = difference(before.paidForRefer, now.paidForRefer);
  return {
    ...head,
    ...appealFigures(before, now, false),
    'ข้อมูลอุทธรณ์ OPREFER > ข้อมูลเดิม > จ่ายชดเชย': bahtOrZero(before.paidForRefer),
    'ข้อมูลอุทธรณ์ OPREFER > ข้อมูลใหม่ที่ขออุทธรณ์ > จ่ายชดเชย': bahtOrZero(now.paidForRefer),
    'ชดเชยสุทธิ OPREFER > จ่ายเพิ่ม': refer.more,
    'ชดเชยสุทธิ OPREFER > เรียกคืน': refer.back,
  };
}

/** Rows of the Summary sheet of a UCS or ORF workbook: one for each reported document. */
export function summaryRows(
  contents: RepContents,
  hospital: string,
  isAppeal: boolean,
  nothing: NothingMark,
): Cell[][] {
  if (contents.form === 'orf')
    return documentsOf(contents.claims, contents.old).map((document) =>
      orfRow(orfSummary(document, hospital, isAppeal), nothing),
    );
  return documentsOf(contents.claims, contents.old).map((document) =>
    ucsRow(ucsSummary(document, hospital, isAppeal), nothing),
  );
}
