import { buddhistYear } from '../claims/wall-time.js';
import { type SmtRecord, type Transfer, transferTotal } from './transfers.js';

/** Writes a transfer as SMT might: amounts as numbers, as text with commas or empty, both spellings of a name. */

type Amount = string | number;

function asNumber(satang: number): number {
  return satang / 100;
}

function asText(satang: number): string {
  return (satang / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

const every = {
  /** One in so many records has its amounts as text. */
  amountsAsText: 5,
  /** … has empty text instead of a zero. */
  emptyForZero: 7,
  /** … spells its group and fund the other way. */
  otherSpelling: 4,
  /** … has a time after runDt. */
  timeOfRun: 9,
} as const;

const isEvery = (transfer: Transfer, count: number) => transfer.recId % count === 0;

export function smtRecord(transfer: Transfer, hospital: string): SmtRecord {
  const { fund } = transfer;
  const money = (satang: number): Amount => {
    if (satang === 0 && isEvery(transfer, every.emptyForZero)) return '';
    return isEvery(transfer, every.amountsAsText) ? asText(satang) : asNumber(satang);
  };
  const other = isEvery(transfer, every.otherSpelling);
  return {
    runDt: isEvery(transfer, every.timeOfRun) ? `${transfer.postedOn}T03:15:20` : transfer.postedOn,
    postingDate: `${buddhistYear(transfer.postedOn)}${transfer.postedOn.slice(5, 7)}${transfer.postedOn.slice(8, 10)}`,
    batchNo: transfer.batchNo,
    refDocNo: transfer.refDocNo,
    vndrNo: hospital.padStart(10, '0'),
    fundName: fund.name,
    fundGroup: fund.group,
    [other ? 'fundGroupDesc' : 'fundGroupDescr']: fund.groupName,
    [other ? 'fundDesc' : 'fundDescr']: fund.description,
    efundDesc: fund.subFund,
    mouGrpCode: '99',
    amount: money(transfer.amount),
    wait: money(transfer.wait),
    debt: money(transfer.debt),
    bond: money(transfer.bond),
    vat: money(0),
    odbt: money(0),
    total: money(transferTotal(transfer)),
    bankNm: 'ธนาคารตัวอย่าง',
    pmntStts: 'Y',
    budgetSource: fund.source,
    mophId: fund.account,
    mophDesc: 'บัญชีตัวอย่าง',
    downloadPAYMFileName: '',
    downloadUrl: null,
    recId: transfer.recId,
    fromSystem: transfer.fromSystem,
  };
}

/** What a later call finds: the first amount is another, the second record is gone, a new one has come. */
export function changedTransfers(transfers: readonly Transfer[]): readonly Transfer[] {
  const [first, , ...rest] = transfers;
  if (!first) return transfers;
  const added: Transfer = {
    ...first,
    batchNo: `${first.batchNo}9`,
    amount: 77_725,
    recId: first.recId + 500_000,
  };
  return [{ ...first, amount: first.amount + 10_000 }, ...rest, { ...added, wait: 0, debt: 0, bond: 0 }];
}
