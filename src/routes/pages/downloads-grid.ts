import { countText } from '../../domain/count-text.js';
import type { FileKind } from '../../domain/file-kind.js';
import { monthsOfFiscalYear } from '../../domain/fiscal-year.js';
import { type Scheme, schemes } from '../../domain/scheme.js';
import { dayOf, monthText } from '../../domain/thai-date.js';
import type { CompletenessCell } from '../../store/completeness.js';
import { type Badge, unitBadge } from '../badges.js';
import type { PageContext } from '../page-context.js';

export interface GridCell {
  /** Null = the month is not reached. */
  readonly tone: 'ok' | 'new' | 'gap' | 'bad' | 'wait' | 'none' | null;
  readonly icon: string;
  readonly files: string;
  readonly note: string;
  /** The whole cell as a sentence. */
  readonly label: string;
  readonly href: string | null;
}

export interface GridRow {
  readonly code: string;
  readonly name: string;
  readonly cells: readonly GridCell[];
}

export interface GridView {
  readonly months: readonly { readonly label: string; readonly current: boolean }[];
  readonly rep: readonly GridRow[];
  /** By month of service. */
  readonly stm: readonly GridRow[];
  readonly smt: GridRow;
  readonly legend: readonly Badge[];
}

const tones: Readonly<Record<string, NonNullable<GridCell['tone']>>> = {
  complete: 'ok',
  new_since: 'new',
  incomplete: 'gap',
  failed: 'bad',
  waiting_person: 'wait',
  empty: 'none',
  never_asked: 'none',
};

/** Scheme × twelve months for REP and STM, and the months of transfers. */
export function gridView(
  fiscalYear: number,
  facts: {
    readonly cells: readonly CompletenessCell[];
    readonly statements: readonly CompletenessCell[];
    readonly transfers: ReadonlyMap<string, number>;
  },
  context: PageContext,
): GridView {
  const { t, language, now } = context;
  const thisMonth = dayOf(now).slice(0, 7);
  const months = monthsOfFiscalYear(fiscalYear);
  const rowsOf = (
    kind: FileKind,
    cells: readonly CompletenessCell[],
    always: (scheme: Scheme) => boolean,
  ) => {
    const found = new Map(cells.map((cell) => [`${cell.month}/${cell.scheme}`, cell]));
    const shown = schemes.filter(
      (scheme) => always(scheme) || cells.some((cell) => cell.scheme === scheme.code),
    );
    return shown.map(({ code, shortName, nameEn }) => ({
      code: code.toUpperCase(),
      name: language === 'th' ? shortName : nameEn,
      cells: months.map((month) =>
        month > thisMonth
          ? later(context)
          : unitCell({ kind, month, scheme: code, cell: found.get(`${month}/${code}`) }, context),
      ),
    }));
  };
  return {
    months: months.map((month) => ({ label: monthText(month, language), current: month === thisMonth })),
    rep: rowsOf('rep', facts.cells, ({ enabledAtFirst }) => enabledAtFirst),
    // The portal has statements of UCS alone.
    stm: rowsOf('stm', facts.statements, ({ code }) => code === 'ucs'),
    smt: {
      code: t('downloads.smt_row'),
      name: '',
      cells: months.map((month) =>
        month > thisMonth ? later(context) : smtCell(facts.transfers.get(month) ?? 0, context),
      ),
    },
    legend: ['complete', 'new_since', 'incomplete', 'failed', 'waiting_person', 'empty', 'never_asked'].map(
      (state) => unitBadge(state, t),
    ),
  };
}

function later({ t }: PageContext): GridCell {
  return { tone: null, icon: '', files: '–', note: '', label: t('unit_state.later'), href: null };
}

interface UnitOfGrid {
  readonly kind: FileKind;
  readonly month: string;
  readonly scheme: string;
  readonly cell: CompletenessCell | undefined;
}

function unitCell(
  { kind, month, scheme, cell }: UnitOfGrid,
  { t, language, baseUrl, can }: PageContext,
): GridCell {
  const state = cell?.state ?? 'never_asked';
  const badge = unitBadge(state, t);
  const values = {
    scheme: scheme.toUpperCase(),
    month: monthText(month, language),
    state: badge.text,
    stored: countText(cell?.stored ?? 0),
    listed: countText(cell?.listed ?? 0),
  };
  return {
    tone: tones[state] ?? 'none',
    icon: badge.icon,
    files: cell === undefined ? '' : countText(cell.stored),
    note: cell === undefined ? badge.text : cellNote(cell, t),
    label: t(kind === 'stm' ? 'downloads.cell_stm' : 'downloads.cell', values),
    href:
      can('claims') && cell !== undefined && cell.stored > 0
        ? `${baseUrl}/files?${filesOf(kind, month, scheme)}`
        : null,
  };
}

/** A statement is issued in a later month than that of service, which its name tells: `256811`. */
function filesOf(kind: FileKind, month: string, scheme: string): string {
  if (kind === 'rep') return `month=${month}&scheme=${scheme}`;
  return `kind=stm&scheme=${scheme}&q=${Number(month.slice(0, 4)) + 543}${month.slice(5, 7)}`;
}

function cellNote(cell: CompletenessCell, t: PageContext['t']): string {
  if (cell.listed > cell.stored)
    return t('downloads.missing_files', { count: countText(cell.listed - cell.stored) });
  if (cell.state === 'incomplete' && cell.expectedRows !== null && cell.expectedRows > cell.rows)
    return t('downloads.missing_rows', { count: countText(cell.expectedRows - cell.rows) });
  if (cell.state === 'complete' || cell.state === 'new_since')
    return t('downloads.rows', { count: countText(cell.rows) });
  return t(cell.state === 'empty' ? 'unit_state.empty_short' : `unit_state.${cell.state ?? 'never_asked'}`);
}

function smtCell(transfers: number, { t }: PageContext): GridCell {
  const none = transfers === 0;
  return {
    tone: none ? 'none' : 'ok',
    icon: none ? 'minus' : 'check',
    files: countText(transfers),
    note: t('downloads.transfers'),
    label: `${countText(transfers)} ${t('downloads.transfers')}`,
    href: null,
  };
}
