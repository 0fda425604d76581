import { repDataDenyColumns } from '../../filetypes/rep-data-deny.columns.js';
import { repDataDrugColumns } from '../../filetypes/rep-data-drug.columns.js';
import { repDataDrug20Columns } from '../../filetypes/rep-data-drug-20.columns.js';
import { repDataDrug21Columns } from '../../filetypes/rep-data-drug-21.columns.js';
import { repDataInstrumentColumns } from '../../filetypes/rep-data-instrument.columns.js';
import { repDataInstrument14Columns } from '../../filetypes/rep-data-instrument-14.columns.js';
import { repZeroPaidColumns } from '../../filetypes/rep-zero-paid.columns.js';
import type { Cell } from '../biff8-writer.js';
import type { ClaimBase } from '../claims/ucs-claim.js';
import { buddhistDayText } from '../claims/wall-time.js';
import { bahtOrZero, createFormRow, type RowValues } from './form-row.js';
import type { RepForm } from './rep-type.js';
import { type CellStyle, hnCell } from './ucs-detail.js';

/** A claim as the item sheets name it; ORF has no AN. */
export type ClaimWithItems = ClaimBase & { readonly an?: string | null };

const drugRow = createFormRow(repDataDrugColumns);
const drugRow21 = createFormRow(repDataDrug21Columns);
const drugRow20 = createFormRow(repDataDrug20Columns);
const instrumentRow = createFormRow(repDataInstrumentColumns);
const instrumentRow14 = createFormRow(repDataInstrument14Columns);
const denyRow = createFormRow(repDataDenyColumns);
const zeroPaidRow = createFormRow(repZeroPaidColumns);
/** The first `ลำดับที่` of the item sheets is the number of the claim; it has no database column. */
const lineNumber = 0;

function patient(claim: ClaimWithItems, style: CellStyle): RowValues {
  return {
    tran_id: claim.tranId,
    hn: hnCell(claim.person.hn, style),
    an: claim.an ?? null,
    dateadm: buddhistDayText(claim.visitedAt),
    pid: claim.person.pid,
    patient_name: claim.person.name,
  };
}

function errorOf(claim: ClaimWithItems): Cell {
  return claim.errors[0] ?? null;
}

function numbered(row: Cell[], claim: ClaimWithItems): Cell[] {
  row[lineNumber] = claim.seq;
  return row;
}

/** Data Drug; 22 columns, 21 in ORF, 20 in SSS where the ceiling price is missing. */
export function drugRows(claim: ClaimWithItems, style: CellStyle, form: RepForm): Cell[][] {
  const make = form === 'orf' ? drugRow21 : form === 'sss' ? drugRow20 : drugRow;
  return claim.items.drugs.map((item, i) =>
    numbered(
      make(
        {
          ...patient(claim, style),
          drug_seq: i + 1,
          drug_code: `99${item.drug.code.slice(-4)}`,
          tmt_code: item.drug.tmt,
          generic_name: item.drug.generic,
          trade_name: item.drug.trade,
          drug_type: item.drug.kind,
          drug_category: item.drug.category,
          dosage_form: item.drug.form,
          quantity: item.quantity,
          unit_price: bahtOrZero(item.drug.price),
          claim_amount: bahtOrZero(item.claimed),
          ...(form === 'sss' ? {} : { ceiling_price: bahtOrZero(item.drug.ceiling) }),
          reimb_amount: bahtOrZero(item.paid),
          error_code: errorOf(claim),
        },
        style.nothing,
      ),
      claim,
    ),
  );
}

/** Data Instrument; 16 columns, in SSS 14 without TRAN_ID and Error Code. */
export function instrumentRows(claim: ClaimWithItems, style: CellStyle, form: RepForm): Cell[][] {
  const { tran_id, ...withoutTranId } = patient(claim, style);
  const make = form === 'sss' ? instrumentRow14 : instrumentRow;
  const named = form === 'sss' ? {} : { tran_id, error_code: errorOf(claim) };
  return claim.items.instruments.map((item, i) =>
    numbered(
      make(
        {
          ...withoutTranId,
          ...named,
          inst_seq: i + 1,
          inst_code: item.instrument.code,
          inst_name: item.instrument.name,
          claim_qty: item.quantity,
          claim_amount: bahtOrZero(item.claimed),
          reimb_qty: item.paidQuantity,
          reimb_amount: bahtOrZero(item.paid),
          deny_flag: item.paidQuantity === 0 ? 'D' : null,
        },
        style.nothing,
      ),
      claim,
    ),
  );
}

/** Data DENY. */
export function denyRows(claim: ClaimWithItems, hospital: string, fund: string, style: CellStyle): Cell[][] {
  return claim.items.denied.map((item) =>
    numbered(
      denyRow(
        {
          ...patient(claim, style),
          hcode: hospital,
          fund_code: fund,
          claim_code: item.claimCode,
          expense_category: item.category,
          claim_amount: bahtOrZero(item.claimed),
          deny_code: item.denyCode,
        },
        style.nothing,
      ),
      claim,
    ),
  );
}

/** Data sheet 0: items that were paid nothing. */
export function zeroPaidRows(
  claim: ClaimWithItems,
  hospital: string,
  fund: string,
  style: CellStyle,
): Cell[][] {
  return claim.items.zeroPaid.map((item) =>
    numbered(
      zeroPaidRow(
        {
          ...patient(claim, style),
          hcode: hospital,
          fund_code: fund,
          claim_code: item.claimCode,
          expense_category: item.category,
          claim_qty: item.quantity,
          paid_qty: 0,
          paid_amount: 0,
          reason: item.reason,
        },
        style.nothing,
      ),
      claim,
    ),
  );
}
