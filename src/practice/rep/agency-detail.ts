import { repLgoColumns } from '../../filetypes/rep-lgo.columns.js';
import { repOfcColumns } from '../../filetypes/rep-ofc.columns.js';
import { repSssColumns } from '../../filetypes/rep-sss.columns.js';
import type { Cell } from '../biff8-writer.js';
import { baseRate, claimedNet, paidByNhso, type UcsClaim } from '../claims/ucs-claim.js';
import { gregorianText } from '../claims/wall-time.js';
import { baht, bahtOrZero, createFormRow, type RowValues, weight } from './form-row.js';
import { type CellStyle, hnCell } from './ucs-detail.js';

/** Detail sheets of the schemes outside UCS: LGO, OFC (with BKK, NHS) and SSS (formats/README 1.2). */

const lgoRow = createFormRow(repLgoColumns);
const ofcRow = createFormRow(repOfcColumns);
const sssRow = createFormRow(repSssColumns);

function sharedValues(claim: UcsClaim, hospital: string, style: CellStyle): RowValues {
  const denied = claim.errors.length > 0;
  return {
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
    error_code: denied ? claim.errors.join(',') : null,
    service_type: claim.serviceType,
    chk_right: 'Y',
    chk_use_right: 'Y',
    href: claim.referredFrom,
    hcode: hospital,
    prov1: '9900',
    drg: claim.drg,
    rw: weight(claim.rw),
    adjrw_nhso: weight(claim.rw),
    paid: baht(claim.paidByPatient),
    pay_point: claim.kind === 'IP' ? bahtOrZero(baseRate) : 1,
    ps_percent: claim.late.code,
    seq_no: claim.tranId.slice(-6),
    invoice_no: `99${claim.tranId.slice(-7)}`,
  };
}

/** LGO and OFC differ in the suffix of their case columns only; so do the schemes with OFC's form, whose places are the same. */
export function agencyDetailRow(
  claim: UcsClaim,
  form: 'lgo' | 'ofc',
  hospital: string,
  style: CellStyle,
): Cell[] {
  const suffix = form === 'lgo' ? 'LG' : 'CS';
  const paid = paidByNhso(claim);
  const prevention = claim.group === 'pp';
  const values: RowValues = {
    ...sharedValues(claim, hospital, style),
    reimb_nhso: bahtOrZero(prevention ? 0 : paid),
    reimb_pp: baht(prevention ? paid : 0),
    main_fund: claim.mainFund,
    main_inscl: form.toUpperCase(),
    org_code: '9901',
    org_name: 'หน่วยงานตัวอย่าง',
    claim_drg: bahtOrZero(prevention ? 0 : claimedNet(claim)),
    claim_pp: baht(prevention ? claimedNet(claim) : 0),
    claim_able: bahtOrZero(claimedNet(claim)),
    ps_percent2: String(claim.late.percent),
    [prevention ? 'กรณี > PP' : `กรณี > ${claim.kind}${suffix}`]: baht(paid),
  };
  return (form === 'lgo' ? lgoRow : ofcRow)(values, style.nothing);
}

export function sssDetailRow(claim: UcsClaim, hospital: string, style: CellStyle): Cell[] {
  const paid = paidByNhso(claim);
  return sssRow(
    {
      ...sharedValues(claim, hospital, style),
      main_inscl: 'SSS',
      hmain: claim.person.hmain,
      claim_request: bahtOrZero(claimedNet(claim)),
      [claim.kind === 'IP' ? 'ip_amt' : 'op_amt']: baht(paid),
      total_service_amt: bahtOrZero(paid),
    },
    style.nothing,
  );
}
