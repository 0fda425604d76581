import { repSummaryLgoColumns } from '../../filetypes/rep-summary-lgo.columns.js';
import { repSummaryOfcColumns } from '../../filetypes/rep-summary-ofc.columns.js';
import { repSummarySssColumns } from '../../filetypes/rep-summary-sss.columns.js';
import type { Cell } from '../biff8-writer.js';
import { claimedNet, paidByNhso, type UcsClaim } from '../claims/ucs-claim.js';
import { baht, bahtOrZero, createFormRow, type NothingMark, type RowValues } from './form-row.js';
import type { RepFile } from './rep-contents.js';
import { isAppeal } from './rep-type.js';
import { appealBlock, appealCounts, newFigures, normalCounts, oldFigures } from './summary-headings.js';

/** Summary rows of the schemes outside UCS: one for each reported document. */

type AgencyForm = 'lgo' | 'ofc' | 'sss';

/** The rows are filled by OFC's own headings, whatever suffix the sheet has: their places are the same. */
const rowOf = {
  lgo: createFormRow(repSummaryLgoColumns),
  ofc: createFormRow(repSummaryOfcColumns),
  sss: createFormRow(repSummarySssColumns),
};
const suffixOf = { lgo: 'LG', ofc: 'CS', sss: '' };

const normalBlock = 'ข้อมูลปกติ';

function money(claims: readonly UcsClaim[], amountOf: (claim: UcsClaim) => number): number {
  return claims.reduce((sum, claim) => sum + amountOf(claim), 0);
}

function counts(
  claims: readonly UcsClaim[],
  [total, passed, failed]: readonly [total: string, passed: string, failed: string],
): RowValues {
  const denied = claims.filter((claim) => claim.errors.length > 0).length;
  return { [total]: claims.length, [passed]: claims.length - denied, [failed]: denied };
}

const isPrevention = (claim: UcsClaim) => claim.group === 'pp';
/** SSS adds prevention up with its fund of OP or IP. */
const fundOf = (form: AgencyForm, claim: UcsClaim) =>
  form !== 'sss' && isPrevention(claim) ? 'PP' : `${claim.kind}${suffixOf[form]}`;

/** Claimed and reimbursed by fund. */
function fundPairs(claims: readonly UcsClaim[], form: AgencyForm, block: string): RowValues {
  const pairs: Record<string, Cell> = {};
  for (const fund of new Set(claims.map((claim) => fundOf(form, claim)))) {
    const own = claims.filter((claim) => fundOf(form, claim) === fund);
    pairs[`${block} > ${fund} > เรียกเก็บ`] = baht(money(own, claimedNet));
    pairs[`${block} > ${fund} > ชดเชย`] = baht(money(own, paidByNhso));
  }
  return pairs;
}

/** What the document is paid in all: LGO and OFC state treatment and prevention apart. */
function net(
  claims: readonly UcsClaim[],
  form: AgencyForm,
  { block, total, time = '' }: { readonly block: string; readonly total: string; readonly time?: string },
): RowValues {
  if (form === 'sss') return { [total]: bahtOrZero(money(claims, paidByNhso)) };
  const treatment = claims.filter((claim) => !isPrevention(claim));
  return {
    [`${block}ชดเชยสุทธิ > ค่ารักษา${time}`]: bahtOrZero(money(treatment, paidByNhso)),
    [`${block}ชดเชยสุทธิ > PP (รับจาก สปสช.)${time}`]: bahtOrZero(
      money(claims.filter(isPrevention), paidByNhso),
    ),
  };
}

function normalValues(claims: readonly UcsClaim[], form: AgencyForm): RowValues {
  return {
    ...counts(claims, normalCounts),
    ...fundPairs(claims, form, normalBlock),
    ...net(claims, form, { block: '', total: 'จ่ายชดเชยทั้งสิ้น' }),
  };
}

function appealValues(claims: readonly UcsClaim[], old: readonly UcsClaim[], form: AgencyForm): RowValues {
  const difference = money(claims, paidByNhso) - money(old, paidByNhso);
  const block = `${appealBlock} > `;
  return {
    ...counts([], normalCounts),
    ...counts(claims, appealCounts),
    ...fundPairs(old, form, oldFigures),
    ...net(old, form, { block, total: `${oldFigures} > จ่ายชดเชย` }),
    ...fundPairs(claims, form, newFigures),
    ...net(claims, form, { block, total: `${block}จ่ายชดเชย`, time: ' (2)' }),
    'ชดเชยสุทธิ > จ่ายเพิ่ม': baht(Math.max(0, difference)),
    'ชดเชยสุทธิ > เรียกคืน': baht(Math.max(0, -difference)),
  };
}

export function agencySummaryRows(
  contents: { readonly claims: readonly UcsClaim[]; readonly old: readonly UcsClaim[] },
  form: AgencyForm,
  file: Pick<RepFile, 'type' | 'hospital'>,
  nothing: NothingMark,
): Cell[][] {
  const numbers = [...new Set(contents.claims.map((claim) => claim.repNo))];
  return numbers.map((repNo) => {
    const claims = contents.claims.filter((claim) => claim.repNo === repNo);
    const values = isAppeal(file.type)
      ? appealValues(claims, contents.old, form)
      : normalValues(claims, form);
    return rowOf[form]({ hcode: file.hospital, rep_no: repNo, ...values }, nothing);
  });
}
