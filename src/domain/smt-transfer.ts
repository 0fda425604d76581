/** One transfer of NHSO to the hospital as SMT lists it (formats/smt-protocol.md 2); amounts are baht text, days Gregorian. */
export interface SmtTransfer {
  /** SHA-256 over the fields that identify it (smt-protocol 5). */
  readonly recordKey: string;
  /** 1, 2, 3 … among equal keys of one answer. */
  readonly occurrence: number;
  readonly runDate: string | null;
  /** As sent, YYYYMMDD of the Buddhist Era. */
  readonly postingDate: string | null;
  readonly postingDay: string | null;
  readonly batchNo: string | null;
  readonly refDocNo: string | null;
  readonly vendorNo: string | null;
  readonly fundName: string | null;
  readonly fundGroup: number | null;
  readonly fundGroupDesc: string | null;
  readonly fundDesc: string | null;
  readonly efundDesc: string | null;
  readonly mouGrpCode: string | null;
  readonly amount: string | null;
  readonly wait: string | null;
  readonly debt: string | null;
  readonly bond: string | null;
  readonly tax: string | null;
  readonly offset: string | null;
  readonly total: string | null;
  readonly bankName: string | null;
  readonly paymentStatus: string | null;
  readonly budgetSource: string | null;
  readonly mophId: string | null;
  readonly mophDesc: string | null;
  /** The record as received, JSON; its amounts as text. */
  readonly raw: string;
}
