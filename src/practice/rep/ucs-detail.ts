import { repOpipColumns } from '../../filetypes/rep-opip.columns.js';
import type { Cell } from '../biff8-writer.js';
import { baseRate, claimedNet, paidByNhso, type UcsClaim } from '../claims/ucs-claim.js';
import { gregorianText } from '../claims/wall-time.js';
import { baht, bahtByColumn, bahtOrZero, createFormRow, type NothingMark, weight } from './form-row.js';

const formRow = createFormRow(repOpipColumns);

/** How one workbook writes its cells: real ones differ, and readers must take both. */
export interface CellStyle {
  readonly nothing: NothingMark;
  /** HN as a number whose format shows the leading zeros, or as text. */
  readonly hnAsNumber: boolean;
}

export function hnCell(hn: string, style: CellStyle): Cell {
  return style.hnAsNumber ? { value: Number(hn), format: '0'.repeat(hn.length) } : hn;
}

/** One row of the Detail sheet of OP, IP and their appeals (formats/rep-opip-detail.csv). */
export function ucsDetailRow(claim: UcsClaim, hospital: string, style: CellStyle): Cell[] {
  const denied = claim.errors.length > 0;
  const computed = denied ? 0 : claim.computed;
  return formRow(
    {
      rep_no: claim.repNo,
      seq: claim.seq,
      tran_id: claim.tranId,
      hn: hnCell(claim.person.hn, style),
      an: claim.an,
      pid: claim.person.pid,
      name: claim.person.name,
      ptype: claim.kind,
      dateadm: gregorianText(claim.visitedAt),
      datedsc: claim.dischargedAt && gregorianText(claim.dischargedAt),
      reimb_nhso: bahtOrZero(paidByNhso(claim)),
      reimb_agency: baht(claim.paidByAgency),
      claim_from: 'NHSO',
      error_code: denied ? claim.errors.join(',') : null,
      main_fund: claim.mainFund,
      sub_fund: claim.subFund,
      service_type: claim.serviceType,
      chk_right: 'Y',
      chk_use_right: 'Y',
      chk: 'Y',
      main_inscl: 'UCS',
      sub_inscl: '89',
      href: claim.referredFrom,
      hcode: hospital,
      hmain: claim.person.hmain,
      prov1: '9900',
      rg1: '04',
      hmain2: claim.person.hmain,
      prov2: '9900',
      rg2: '04',
      drg: claim.drg,
      rw: weight(claim.rw),
      claim_drg: bahtOrZero(claim.claimedPlain),
      claim_xdrg: bahtOrZero(claim.claimedItems),
      claim_net: bahtOrZero(claimedNet(claim)),
      paid: baht(claim.paidByPatient),
      pay_point: claim.kind === 'IP' ? bahtOrZero(baseRate) : 1,
      ps_chk: claim.late.code,
      ps_percent: String(claim.late.percent),
      ccuf: weight(claim.kind === 'IP' ? 10_000 : 0),
      adjrw_nhso: weight(claim.rw),
      adjrw2: weight(claim.rw),
      reimb_amt: baht(computed),
      reimb_diff_salary: baht(computed),
      ...bahtByColumn(claim.funds),
      ...(claim.kind === 'IP' && denied ? { deny_ip: 'C' } : {}),
      ...(claim.kind === 'IP'
        ? { baserate_old: bahtOrZero(baseRate), baserate_total: bahtOrZero(baseRate) }
        : {}),
      payment_type: claim.kind === 'IP' ? 'DRG' : 'FEE',
      seq_no: claim.tranId.slice(-6),
      invoice_no: `99${claim.tranId.slice(-7)}`,
    },
    style.nothing,
  );
}
