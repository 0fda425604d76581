import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import type { Language } from '../domain/errors.js';
import { dayOf, monthText } from '../domain/thai-date.js';
import { type ClaimSums, claimSumsBy, claimSumsOf, noClaims, type SumsWanted } from './claim-sums.js';
import { codeLabels } from './code-labels.js';
import type { FigureAnswer, FigureBy, FigureQuestion, FigureRow, FigureValue } from './figure.js';
import { figureMonths } from './figure-months.js';

/** The frame of every figure over sums of claims: which rows, their labels, the total; `fields` picks from the sums. */
export async function answerBy(
  db: Queryable,
  figure: string,
  question: FigureQuestion,
  fields: (sums: ClaimSums) => Readonly<Record<string, FigureValue>>,
  wanted: SumsWanted = {},
): Promise<FigureAnswer> {
  const { filter, by } = question;
  const groups = await claimSumsBy(db, filter, by, wanted);
  const rows =
    by === 'month'
      ? await monthRows(db, question, groups, fields)
      : codeRows(question, groups, fields, await codeLabels(db, by, [...groups.keys()], question.language));
  const period =
    filter.fiscalYear === null ? { from: filter.from, to: filter.to } : { fiscal_year: filter.fiscalYear };
  return {
    figure,
    ...period,
    by,
    as_of: await dataAsOf(db),
    rows,
    total: fields(await claimSumsOf(db, filter, wanted)),
  };
}

/** When the newest imported file came in; null before the first. */
export async function dataAsOf(db: Queryable): Promise<string | null> {
  const row = await db.first<{ as_of: string | null }>(
    sql`select max(import_completed_at) as as_of from eclaim_imported_files
        where status in ('completed', 'completed_with_problems')`,
  );
  return row?.as_of ?? null;
}

type Fields = (sums: ClaimSums) => Readonly<Record<string, FigureValue>>;

async function monthRows(
  db: Queryable,
  { filter, now, language }: FigureQuestion,
  groups: ReadonlyMap<string, ClaimSums>,
  fields: Fields,
): Promise<FigureRow[]> {
  const thisMonth = dayOf(now).slice(0, 7);
  const rows = (await figureMonths(db, filter, now)).map((month) => ({
    key: month,
    label: monthText(month, language),
    has_data: groups.has(month),
    running: month === thisMonth,
    ...fields(groups.get(month) ?? noClaims),
  }));
  const undated = groups.get('');
  if (!undated) return rows;
  return [
    ...rows,
    { key: '', label: withoutOne('month', language), has_data: true, running: false, ...fields(undated) },
  ];
}

function codeRows(
  { by, language }: FigureQuestion,
  groups: ReadonlyMap<string, ClaimSums>,
  fields: Fields,
  labels: ReadonlyMap<string, string>,
): FigureRow[] {
  const keys = [...groups.keys()].sort((a, b) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1));
  return keys.map((key) => ({
    key,
    label: key === '' ? withoutOne(by, language) : (labels.get(key) ?? key),
    ...fields(groups.get(key) ?? noClaims),
  }));
}

function withoutOne(by: FigureBy, language: Language): string {
  const words: Readonly<Record<FigureBy, readonly [th: string, en: string]>> = {
    month: ['ไม่มีวันที่รับบริการ', 'No service date'],
    scheme: ['ไม่ระบุสิทธิ', 'No scheme'],
    kind: ['ไม่ระบุประเภท', 'No kind'],
    fund: ['ไม่ระบุกองทุน', 'No fund'],
    service_type: ['ไม่ระบุประเภทบริการ', 'No service type'],
    error_code: ['ไม่มีรหัสข้อผิดพลาด', 'No error code'],
    hospital: ['ไม่ระบุหน่วยบริการ', 'No hospital'],
    drg: ['ไม่มี DRG', 'No DRG'],
  };
  return words[by][language === 'th' ? 0 : 1];
}
