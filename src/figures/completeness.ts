import type { Queryable } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import { claimSchemes, usualSchemes } from '../domain/scheme.js';
import { dayOf, monthText } from '../domain/thai-date.js';
import { unitStanding } from '../domain/unit-standing.js';
import { headOf } from './answer-by.js';
import { defineFigure, type FigureAnswer, type FigureQuestion, type FigureRow } from './figure.js';
import type { FigureFilter } from './figure-filter.js';
import { figureMonths } from './figure-months.js';
import { isOfOwnHospital } from './own-hospital.js';
import { type CompletenessCell, findRepCompleteness } from './unit-completeness.js';

/** Whether all REP workbooks that NHSO lists are here with all their rows. */
export const completeness = defineFigure({
  name: 'completeness',
  title: { th: 'ความครบของ REP', en: 'Completeness of REP' },
  definition: {
    th: 'แต่ละเดือนและสิทธิ (key 2025-10/ucs) ตามเดือนของรายการที่ สปสช. แสดง ไม่ใช่เดือนที่รับบริการ · listed = ไฟล์ในรายการ · stored = ไฟล์ที่มีแล้ว · rows_expected = จำนวนรายตามรายการ (ว่างถ้ารายการไม่บอก ยอดรวมจึงว่างด้วยถ้ามีชุดใดไม่รู้) · rows_stored = แถวที่เก็บแล้ว · ครบเมื่อไฟล์และแถวตรงกันทั้งคู่ · ยอดรวมครบเมื่อทุกเดือนที่ถึงแล้วครบหรือไม่มีไฟล์',
    en: 'Each month and scheme (key 2025-10/ucs), by the month of the list of NHSO, not of service · listed = files of the list · stored = files that are here · rows_expected = claims by the list (empty where it does not say, and then the total is empty too) · rows_stored = rows that are stored · complete only where files and rows agree · the total is complete where every month that has begun is complete or has no files',
  },
  by: ['month'],
  filters: ['fiscal_year', 'from', 'to', 'scheme'],
  fields: [
    { name: 'listed', kind: 'count' },
    { name: 'stored', kind: 'count' },
    { name: 'rows_expected', kind: 'count' },
    { name: 'rows_stored', kind: 'count' },
    { name: 'state', kind: 'text' },
  ],
  claims: () => null,
  agrees: [],
  answer: completenessAnswer,
});

interface Standing {
  readonly listed: number;
  readonly stored: number;
  readonly rows_expected: number | null;
  readonly rows_stored: number;
  readonly state: string;
}

const neverAsked: Standing = {
  ...{ listed: 0, stored: 0, rows_expected: null, rows_stored: 0 },
  state: 'never_asked',
};

async function completenessAnswer(db: Queryable, question: FigureQuestion): Promise<FigureAnswer> {
  return { ...(await headOf(db, 'completeness', question)), ...(await readCells(db, question)) };
}

/** Months and schemes of a period, and of how many everything is here. */
export async function readWholeness(
  db: Queryable,
  question: Pick<FigureQuestion, 'filter' | 'now' | 'ownHospital'>,
): Promise<Wholeness> {
  const { rows } = await readCells(db, { ...question, language: 'th' });
  const thisMonth = dayOf(question.now).slice(0, 7);
  const isOwn = await isOfOwnHospital(db, question.filter, question.ownHospital ?? '');
  return wholenessOf(
    rows.filter(({ key }) => key.slice(0, 7) <= thisMonth),
    isOwn,
  );
}

async function readCells(
  db: Queryable,
  { filter, now, language }: Pick<FigureQuestion, 'filter' | 'now' | 'language'>,
): Promise<Pick<FigureAnswer, 'rows' | 'total'>> {
  checkWholeMonths(filter);
  const months = await figureMonths(db, filter, now);
  const cells = await cellsOf(db, months);
  const schemes = filter.schemes.length > 0 ? filter.schemes : schemesOf(cells.values());
  const thisMonth = dayOf(now).slice(0, 7);
  const lines = months.flatMap((month) =>
    schemes.map((scheme) => ({ month, scheme, cell: cells.get(`${month}/${scheme}`) })),
  );
  const rows = lines.map(
    ({ month, scheme, cell }): FigureRow => ({
      key: `${month}/${scheme}`,
      label: `${monthText(month, language)} ${scheme.toUpperCase()}`,
      has_data: cell !== undefined,
      running: month === thisMonth,
      ...(cell === undefined ? neverAsked : standingOf(cell)),
    }),
  );
  const begun = lines.filter(({ month }) => month <= thisMonth).map(({ cell }) => cell);
  return { rows, total: { ...totalOf(begun) } };
}

/** Lists are of whole months: a part of one cannot be held against anything. */
function checkWholeMonths(filter: FigureFilter): void {
  for (const name of ['from', 'to'] as const)
    if (filter[name] !== null && !filter[name].endsWith('-01'))
      throw new AppError('filter_invalid', { name, example: '2025-10-01' });
}

async function cellsOf(
  db: Queryable,
  months: readonly string[],
): Promise<ReadonlyMap<string, CompletenessCell>> {
  const cells = new Map<string, CompletenessCell>();
  for (const year of new Set(months.map((month) => fiscalYearOf(`${month}-01`))))
    for (const cell of await findRepCompleteness(db, year))
      if (months.includes(cell.month)) cells.set(`${cell.month}/${cell.scheme}`, cell);
  return cells;
}

/** The usual ones, asked for or not, as the grid of downloads has them, and others that were asked for. */
function schemesOf(cells: Iterable<CompletenessCell>): readonly string[] {
  const counted = new Set<string>([...usualSchemes, ...[...cells].map(({ scheme }) => scheme)]);
  return claimSchemes.filter((scheme) => counted.has(scheme));
}

/** Months and schemes of a period, by the rows of the figure. */
export interface Wholeness {
  readonly expected: number;
  readonly complete: number;
  /** Nothing of the period was ever compared with NHSO's list. */
  readonly neverAsked: boolean;
  readonly missing: readonly { readonly month: string; readonly scheme: string; readonly state: string }[];
  /** Claims of another hospital than the own are counted, of which no list of NHSO says whether they are all. */
  readonly ofOthers: boolean;
}

/** How many of these months and schemes are here whole or empty, and which are not. */
export function wholenessOf(rows: readonly FigureRow[], isOwn: boolean): Wholeness {
  const missing = rows.filter(({ state }) => state !== 'complete' && state !== 'empty');
  return {
    ofOthers: !isOwn,
    expected: rows.length,
    complete: rows.length - missing.length,
    neverAsked: rows.every(({ state }) => state === 'never_asked'),
    missing: missing.map(({ key, state }) => {
      const [month = '', scheme = ''] = key.split('/');
      return { month, scheme, state: String(state) };
    }),
  };
}

function standingOf(cell: CompletenessCell): Standing {
  return {
    listed: cell.listed,
    stored: cell.stored,
    rows_expected: cell.expectedRows,
    rows_stored: cell.rows,
    state: unitStanding(cell.state, cell).state,
  };
}

function totalOf(cells: readonly (CompletenessCell | undefined)[]): Standing {
  const standings = cells.map((cell) => (cell === undefined ? neverAsked : standingOf(cell)));
  const sum = (of: (standing: Standing) => number) =>
    standings.reduce((all, standing) => all + of(standing), 0);
  // Nothing is expected where the list is empty; of any other part that is not known the whole is not known either.
  const expected = standings.map(({ rows_expected, state }) => (state === 'empty' ? 0 : rows_expected));
  const whole = standings.every(({ state }) => state === 'complete' || state === 'empty');
  return {
    listed: sum(({ listed }) => listed),
    stored: sum(({ stored }) => stored),
    rows_expected: expected.reduce((all, rows) => (all === null || rows === null ? null : all + rows), 0),
    rows_stored: sum(({ rows_stored }) => rows_stored),
    state: standings.length === 0 ? 'never_asked' : whole ? 'complete' : 'incomplete',
  };
}
