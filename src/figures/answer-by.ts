import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import type { Language } from '../domain/errors.js';
import { dayOf, monthText } from '../domain/thai-date.js';
import { addClaimSums } from './add-claim-sums.js';
import { type ClaimSums, claimSumsBy, claimSumsOf, noClaims, type SumsWanted } from './claim-sums.js';
import { codeLabels } from './code-labels.js';
import {
  type FigureAnswer,
  type FigureBy,
  type FigureQuestion,
  type FigureRow,
  type FigureSplit,
  type FigureValue,
  figureBys,
} from './figure.js';
import type { FigureFilter } from './figure-filter.js';
import { figureMonths } from './figure-months.js';

export type Fields = Readonly<Record<string, FigureValue>>;

/** What a figure has found, before it is put into rows. */
export interface Found<Sums> {
  readonly groups: ReadonlyMap<string, Sums>;
  readonly total: Sums;
  /** What a month without anything has. */
  readonly none: Sums;
  /** The fields of a row, or of the total (key null). */
  readonly fields: (sums: Sums, key: string | null) => Fields;
  /** Names of keys; those of schemes, kinds and error codes are known without. */
  readonly labels?: ReadonlyMap<string, string>;
  /** Order of the keys where it is not that of their text. */
  readonly keys?: readonly string[];
}

/** The frame of every figure over sums of claims: which rows, their labels, the total; `fields` picks from the sums. */
export async function answerBy(
  db: Queryable,
  figure: string,
  question: FigureQuestion,
  fields: (sums: ClaimSums) => Fields,
  wanted: SumsWanted = {},
): Promise<FigureAnswer> {
  const { filter } = question;
  const groups = await claimSumsBy(db, filter, claimSplit(question.by), wanted);
  // Every claim is in one group, unless it has two codes; patients may come in several.
  const adds = question.by !== 'error_code' && !wanted.patients;
  const total = adds
    ? { ...addClaimSums(groups.values()), patients: 0 }
    : await claimSumsOf(db, filter, wanted);
  return await answerOf(db, figure, question, { groups, total, none: noClaims, fields });
}

/** The split as one of claims; a figure names none else beside it. */
export function claimSplit(by: FigureSplit): FigureBy {
  const split = figureBys.find((name) => name === by);
  if (split === undefined) throw new TypeError(`claims cannot be split by ${by}`);
  return split;
}

/** The column of a figure that has its own for each of its splits; one that it does not know is a fault of whoever asks. */
export function columnOf(columns: Readonly<Partial<Record<FigureSplit, Sql>>>, by: FigureSplit): Sql {
  const column = columns[by];
  if (column === undefined) throw new TypeError(`this figure cannot be split by ${by}`);
  return column;
}

/** The answer made of what was found: all months of the range, or the keys that there are, the empty one last. */
export async function answerOf<Sums>(
  db: Queryable,
  figure: string,
  question: FigureQuestion,
  found: Found<Sums>,
): Promise<FigureAnswer> {
  const rows =
    question.by === 'month' ? await monthRows(db, question, found) : await codeRows(db, question, found);
  return { ...(await headOf(db, figure, question)), rows, total: found.fields(found.total, null) };
}

/** What an answer says of the question. */
export async function headOf(
  db: Queryable,
  figure: string,
  { filter, by }: FigureQuestion,
): Promise<Omit<FigureAnswer, 'rows' | 'total'>> {
  const period =
    filter.fiscalYear === null ? { from: filter.from, to: filter.to } : { fiscal_year: filter.fiscalYear };
  const ofStatements = figure === 'pending' || asksStatements(filter);
  return { figure, ...period, by, as_of: await dataAsOf(db, ofStatements) };
}

/** Whether which claims these are depends on what statements say. */
export const asksStatements = ({ states, waitingStm }: FigureFilter) =>
  states.length > 0 || waitingStm !== null;

/**
 * When the newest REP workbook came in; statements count too where what they say is counted or shown. null before the first.
 */
export async function dataAsOf(db: Queryable, ofStatements = false): Promise<string | null> {
  // The last entry of each stretch of an index: a question for both at once reads every file.
  const newest = (table: Sql) =>
    ['completed', 'completed_with_problems'].map(
      (status) => sql`select max(import_completed_at) as came from ${table} where status = ${status}`,
    );
  const files = [
    ...newest(sql`eclaim_imported_files`),
    ...(ofStatements ? newest(sql`stm_imported_files`) : []),
  ];
  const row = await db.first<{ as_of: string | null }>(
    sql`select max(f.came) as as_of from (${join(files, ' union all ')}) f`,
  );
  return row?.as_of ?? null;
}

async function monthRows<Sums>(
  db: Queryable,
  { filter, now, language }: FigureQuestion,
  { groups, none, fields }: Found<Sums>,
): Promise<FigureRow[]> {
  const thisMonth = dayOf(now).slice(0, 7);
  const rows = (await figureMonths(db, filter, now)).map((month) => ({
    key: month,
    label: monthText(month, language),
    has_data: groups.has(month),
    running: month === thisMonth,
    ...fields(groups.get(month) ?? none, month),
  }));
  const undated = groups.get('');
  if (!undated) return rows;
  return [
    ...rows,
    { key: '', label: withoutOne('month', language), has_data: true, running: false, ...fields(undated, '') },
  ];
}

async function codeRows<Sums>(
  db: Queryable,
  { by, language }: FigureQuestion,
  { groups, none, fields, labels, keys }: Found<Sums>,
): Promise<FigureRow[]> {
  const order = keys ?? [...groups.keys()].sort((a, b) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1));
  const names = labels ?? (await codeLabels(db, by, order, language));
  return order.map((key) => ({
    key,
    label: key === '' ? withoutOne(by, language) : (names.get(key) ?? key),
    ...fields(groups.get(key) ?? none, key),
  }));
}

/** What a row is called whose key is ''. */
export function withoutOne(by: FigureSplit, language: Language): string {
  const words: Readonly<Record<FigureSplit, readonly [th: string, en: string]>> = {
    month: ['ไม่มีวันที่รับบริการ', 'No service date'],
    scheme: ['ไม่ระบุสิทธิ', 'No scheme'],
    kind: ['ไม่ระบุประเภท', 'No kind'],
    fund: ['ไม่ระบุกองทุน', 'No fund'],
    service_type: ['ไม่ระบุประเภทบริการ', 'No service type'],
    error_code: ['ไม่มีรหัสข้อผิดพลาด', 'No error code'],
    hospital: ['ไม่ระบุหน่วยบริการ', 'No hospital'],
    treating: ['ไม่ระบุหน่วยที่รักษา', 'No treating unit'],
    drg: ['ไม่มี DRG', 'No DRG'],
    referrer: ['ไม่ได้รับส่งต่อ หรือไม่ระบุหน่วยบริการที่ส่ง', 'Not referred, or by nobody named'],
    drug: ['ไม่ระบุรหัสยา', 'No code of a drug'],
    instrument: ['ไม่ระบุรหัสอุปกรณ์', 'No code of an instrument'],
    deny_code: ['ไม่ระบุรหัสปฏิเสธ', 'No denial code'],
    zero_reason: ['ไม่ระบุเหตุผล', 'No reason'],
    age: ['ไม่ทราบวันที่', 'Date not known'],
    weekday: ['ไม่มีวันที่รับบริการ', 'No service date'],
    late: ['ไม่ระบุร้อยละ', 'No percentage'],
    payment_column: ['ไม่มีคอลัมน์', 'No column'],
    main_hospital: ['ไม่ระบุหน่วยบริการประจำ', 'No main hospital'],
  };
  return words[by][language === 'th' ? 0 : 1];
}
