import { createHash } from 'node:crypto';
import { cleanKey } from '../../domain/clean-text.js';
import { readDecimal, readWhole } from '../../domain/decimal-text.js';
import type { SmtTransfer } from '../../domain/smt-transfer.js';
import { gregorianDay, gregorianYear, readWrittenTime } from '../../domain/written-date.js';

/** A record as JSON gave it. */
export type SmtRecord = Readonly<Record<string, unknown>>;

/** A record that cannot be stored: `field` is its field's name at SMT. */
export interface RefusedRecord {
  /** Place in the answer, from 1. */
  readonly number: number;
  readonly field: string;
  readonly recordKey: string;
  readonly occurrence: number;
}

export interface ReadTransfers {
  readonly transfers: readonly SmtTransfer[];
  readonly refused: readonly RefusedRecord[];
}

/** Thrown inside this file only: the name of the field that cannot be read. */
class UnreadableField extends Error {}

/** Fields of the record key, in their order (smt-protocol 5). Both spellings of a field count as one. */
const keyFields = [
  ['vndrNo'],
  ['postingDate'],
  ['batchNo'],
  ['refDocNo'],
  ['budgetSource'],
  ['mouGrpCode'],
  ['fundGroup'],
  ['fundName'],
  ['fundDescr', 'fundDesc'],
  ['efundDesc'],
  ['mophId'],
] as const;

/** Reads the records of one answer. What cannot be read exactly is refused and named, never rounded or guessed. */
export function readTransfers(records: readonly SmtRecord[]): ReadTransfers {
  const transfers: SmtTransfer[] = [];
  const refused: RefusedRecord[] = [];
  const seen = new Map<string, number>();
  for (const [index, record] of records.entries()) {
    const recordKey = recordKeyOf(record);
    const occurrence = (seen.get(recordKey) ?? 0) + 1;
    seen.set(recordKey, occurrence);
    try {
      transfers.push(readTransfer(record, recordKey, occurrence));
    } catch (error) {
      if (!(error instanceof UnreadableField)) throw error;
      refused.push({ number: index + 1, field: error.message, recordKey, occurrence });
    }
  }
  return { transfers, refused };
}

function recordKeyOf(record: SmtRecord): string {
  const values = keyFields.map((names) => names.map((name) => plainText(record[name])).find(Boolean) ?? '');
  return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
}

function readTransfer(record: SmtRecord, recordKey: string, occurrence: number): SmtTransfer {
  const text = (longest: number, ...names: string[]) => readText(record, longest, names);
  const runDate = readRunDate(record);
  const postingDate = text(64, 'postingDate');
  return {
    recordKey,
    occurrence,
    runDate,
    postingDate,
    postingDay: postingDate === null ? runDate : readPostingDay(postingDate),
    batchNo: text(64, 'batchNo'),
    refDocNo: text(64, 'refDocNo'),
    vendorNo: text(64, 'vndrNo'),
    fundName: text(65_535, 'fundName'),
    fundGroup: readWhole(text(64, 'fundGroup') ?? ''),
    fundGroupDesc: text(255, 'fundGroupDescr', 'fundGroupDesc'),
    fundDesc: text(65_535, 'fundDescr', 'fundDesc'),
    efundDesc: text(65_535, 'efundDesc'),
    mouGrpCode: text(64, 'mouGrpCode'),
    ...readAmounts(record),
    bankName: text(65_535, 'bankNm'),
    paymentStatus: text(65_535, 'pmntStts'),
    budgetSource: text(64, 'budgetSource'),
    mophId: text(64, 'mophId'),
    mophDesc: text(65_535, 'mophDesc'),
    raw: JSON.stringify(record, (_, value: unknown) => (typeof value === 'number' ? String(value) : value)),
  };
}

/** `-` and blank are nothing; a list or an object where a word should stand is no text. */
function readText(record: SmtRecord, longest: number, names: readonly string[]): string | null {
  for (const name of names) {
    const value = record[name];
    if (value === null || value === undefined) continue;
    if (typeof value !== 'string' && typeof value !== 'number') throw new UnreadableField(name);
    const text = cleanKey(String(value));
    if (text !== null && text.length > longest) throw new UnreadableField(name);
    if (text !== null) return text;
  }
  return null;
}

type Amounts = Pick<SmtTransfer, 'amount' | 'wait' | 'debt' | 'bond' | 'tax' | 'offset' | 'total'>;

function readAmounts(record: SmtRecord): Amounts {
  const amount = (name: string) => readAmount(record[name], name);
  return {
    amount: amount('amount'),
    wait: amount('wait'),
    debt: amount('debt'),
    bond: amount('bond'),
    tax: amount('vat'),
    offset: amount('odbt'),
    total: amount('total'),
  };
}

/** Baht with at most two decimals and 13 digits before them; empty is null, not 0. */
function readAmount(value: unknown, field: string): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string' && typeof value !== 'number') throw new UnreadableField(field);
  if (typeof value === 'string' && cleanKey(value) === null) return null;
  const read = readDecimal(value, 2);
  if (read === null || read.rounded || read.value.replace('-', '').length > 16)
    throw new UnreadableField(field);
  return read.value;
}

function readPostingDay(text: string): string {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const day = match && gregorianDay(Number(match[1]), Number(match[2]), Number(match[3]));
  if (!day) throw new UnreadableField('postingDate');
  return day;
}

/** An ISO date, with or without a time in any form after it. */
function readRunDate(record: SmtRecord): string | null {
  const text = readText(record, 64, ['runDt']);
  if (text === null) return null;
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(text);
  const day = iso
    ? gregorianDay(gregorianYear(Number(iso[1])), Number(iso[2]), Number(iso[3]))
    : (readWrittenTime(text)?.day ?? null);
  if (day === null) throw new UnreadableField('runDt');
  return day;
}
