import type { FileKind } from '../../domain/file-kind.js';
import { monthsOfFiscalYear } from '../../domain/fiscal-year.js';
import { type GridUnit, gridUnitKey } from '../../domain/grid-unit.js';
import { type Scheme, schemes } from '../../domain/scheme.js';
import { dayOf, monthText } from '../../domain/thai-date.js';
import type { CompletenessCell } from '../../figures/unit-completeness.js';
import { type Badge, unitBadge } from '../badges.js';
import type { OpenUnit } from '../open-units.js';
import type { PageContext } from '../page-context.js';
import { type GridCell, laterCell, smtCell, unitCell } from './grid-cell-view.js';

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

export interface GridFacts {
  readonly cells: readonly CompletenessCell[];
  readonly statements: readonly CompletenessCell[];
  readonly transfers: ReadonlyMap<string, number>;
  /** The transfers of the year were fetched at least once. */
  readonly transfersFetched: boolean;
  readonly open: ReadonlyMap<string, OpenUnit>;
}

/** Scheme × twelve months for REP and STM, and the months of transfers. */
export function gridView(fiscalYear: number, facts: GridFacts, context: PageContext): GridView {
  const { t, language, now } = context;
  const thisMonth = dayOf(now).slice(0, 7);
  const months = monthsOfFiscalYear(fiscalYear);
  const year: GridUnit = { kind: 'smt', fiscalYear };
  const openYear = facts.open.get(gridUnitKey(year));
  return {
    months: months.map((month) => ({ label: monthText(month, language), current: month === thisMonth })),
    rep: rowsOf('rep', facts.cells, ({ enabledAtFirst }) => enabledAtFirst),
    // The portal has statements of UCS alone.
    stm: rowsOf('stm', facts.statements, ({ code }) => code === 'ucs'),
    smt: {
      code: t('downloads.smt_row'),
      name: '',
      cells: months.map((month) => {
        if (month > thisMonth) return laterCell(context);
        const transfers = facts.transfers.get(month) ?? 0;
        return smtCell({ fiscalYear, month, transfers, fetched: facts.transfersFetched }, openYear, context);
      }),
    },
    legend: ['complete', 'new_since', 'incomplete', 'failed', 'waiting_person', 'empty', 'never_asked'].map(
      (state) => unitBadge(state, t),
    ),
  };

  function rowsOf(
    kind: FileKind,
    cells: readonly CompletenessCell[],
    always: (scheme: Scheme) => boolean,
  ): GridRow[] {
    const found = new Map(cells.map((cell) => [`${cell.month}/${cell.scheme}`, cell]));
    const shown = schemes.filter(
      (scheme) => always(scheme) || cells.some((cell) => cell.scheme === scheme.code),
    );
    return shown.map(({ code: scheme, shortName, nameEn }) => ({
      code: scheme.toUpperCase(),
      name: language === 'th' ? shortName : nameEn,
      cells: months.map((month) => {
        if (month > thisMonth) return laterCell(context);
        const unit = { kind, month, scheme };
        return unitCell(
          { unit, cell: found.get(`${month}/${scheme}`), open: facts.open.get(gridUnitKey(unit)) },
          context,
        );
      }),
    }));
  }
}
