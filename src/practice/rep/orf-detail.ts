import { repOrfColumns } from '../../filetypes/rep-orf.columns.js';
import type { Cell } from '../biff8-writer.js';
import { mostOfCup, type OrfClaim, orfCentralPaid, orfClaimed, orfPaid } from '../claims/orf-claim.js';
import { gregorianText } from '../claims/wall-time.js';
import { baht, bahtByColumn, bahtOrZero, createFormRow } from './form-row.js';
import { type CellStyle, hnCell } from './ucs-detail.js';

/** The sheet has one more column than names: the last one is empty (formats/README 4, no. 4). */
export const orfWidth = repOrfColumns.length + 1;
const formRow = createFormRow(repOrfColumns, orfWidth);

function expenseColumn(category: number, part: 'claim' | 'free'): string {
  return `oprefer_md${String(category).padStart(2, '0')}_${part}`;
}

/** One row of the Detail sheet of ORF (formats/rep-orf-detail.csv). */
export function orfDetailRow(claim: OrfClaim, hospital: string, style: CellStyle): Cell[] {
  const denied = claim.errors.length > 0;
  const paid = orfPaid(claim);
  const expenses = Object.fromEntries(
    Object.entries(claim.expenses).map(([category, amount]) => [
      expenseColumn(Number(category), 'claim'),
      baht(amount),
    ]),
  );
  return formRow(
    {
      rep_no: claim.repNo,
      no: claim.seq,
      tran_id: claim.tranId,
      hn: hnCell(claim.person.hn, style),
      pid: claim.person.pid,
      name: claim.person.name,
      service_date: gregorianText(claim.visitedAt),
      refer_no: claim.referNo,
      htype1: '5',
      prov1: '9900',
      hcode: hospital,
      htype2: '7',
      prov2: '9900',
      hmain2: claim.person.hmain,
      href: claim.person.hmain === hospital ? '99002' : claim.person.hmain,
      dx: claim.diagnoses.join('\n'),
      proc: claim.procedures.length > 0 ? claim.procedures.join('\n') : null,
      claim_amt: bahtOrZero(orfClaimed(claim)),
      central_reimb_case: claim.centralCase,
      central_reimb_amt: baht(claim.centralClaimed),
      opref_list: baht(claim.listed),
      opref_bef_adj: baht(claim.othersBefore),
      opref_aft_adj: baht(claim.othersAfter),
      total: bahtOrZero(paid),
      respon_cup: baht(Math.min(paid, mostOfCup)),
      respon_nhso: baht(Math.max(0, paid - mostOfCup)),
      reimb_total: bahtOrZero(paid),
      pay_by: denied ? null : 'สปสช.',
      ...bahtByColumn(claim.central),
      cr_total: baht(orfCentralPaid(claim)),
      cr_by: orfCentralPaid(claim) > 0 ? 'สปสช.' : null,
      ...expenses,
      [expenseColumn(18, 'free')]: baht(claim.notClaimable),
      error_code: denied ? claim.errors.join(',') : null,
      seq_no: claim.tranId.slice(-6),
      invoice_no: `99${claim.tranId.slice(-7)}`,
    },
    style.nothing,
  );
}
