import { summaryFields } from '../../figures/claims-summary.js';
import { denialFields } from '../../figures/denial-rate.js';
import type { Figure, FigureBy } from '../../figures/figure.js';
import { reimbursementFields } from '../../figures/reimbursement-rate.js';
import { askedQuery, numberAddress } from '../figure-address.js';
import { type Definition, definitionOf } from '../figure-definition.js';
import type { ChoiceSums } from '../figure-filter-bar.js';
import { type ColumnSpec, type FigureTable, figureTable, type RowSpec } from '../figure-table.js';
import { addressWith, type PageContext } from '../page-context.js';
import type { Sums } from '../period-sums.js';
import type { DashboardFacts } from './dashboard-facts.js';
import { mostRows } from './dashboard-ranks.js';

/** One list of the overview: the rows that matter most, and the page that has all of them. */
export interface DashboardList {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly definition: Definition;
  readonly table: FigureTable | null;
  /** Said where there are no rows. */
  readonly empty: string;
  readonly foot: string;
  /** The page that has all rows. */
  readonly all: string;
  /** Where the rows come from once the page is there, because they take longer. */
  readonly fragment?: string | null;
}

/** What a table of sums shows of each row. */
export function sumValues(sums: Sums): RowSpec['values'] {
  return { ...moneyValues(sums), ...summaryFields(sums), denied_rate: denialFields(sums).rate };
}

/** The money of them alone. */
export function moneyValues(sums: ChoiceSums): RowSpec['values'] {
  const { claims, loss } = sums;
  return { claims, loss, ...reimbursementFields(sums) };
}

/** What stands at the beginning of the row of a key. */
export type Head = (key: string) => Pick<RowSpec, 'code' | 'text' | 'note'>;

/** How the rows of a list are made. */
export interface ListSpec<Group> {
  readonly by: FigureBy;
  readonly columns: readonly ColumnSpec[];
  readonly all?: boolean;
  /** The figures of the columns; a row leads to the claims behind the first. */
  readonly figures: readonly [Figure, ...Figure[]];
  /** By the names of the columns. */
  readonly values: (sums: Group) => RowSpec['values'];
}

/** The page that has all rows of a list. */
const wholePage: Readonly<Partial<Record<FigureBy, string>>> = {
  scheme: 'losses',
  kind: 'kinds',
  fund: 'losses',
  drg: 'drgs',
  error_code: 'denials',
};

/** A list of these rows, of which the first are shown where not all are asked for. */
export function listOf<Group>(
  name: string,
  rows: readonly (readonly [string, Group])[],
  { filter, period, hasClaims }: DashboardFacts,
  context: PageContext,
  how: ListSpec<Group>,
  head: Head,
): DashboardList {
  const shown = how.all === true ? rows : rows.slice(0, mostRows);
  const { t } = context;
  const more = rows.length - shown.length;
  const page = addressWith(`${context.baseUrl}/analytics/${wholePage[how.by] ?? ''}`, askedQuery(filter));
  const table = figureTable({
    name: t(`dashboard.${name}_list`),
    head: t(`dashboard.${name}_head`),
    columns: how.columns,
    rows: shown.map(([key, sums]) => ({
      ...head(key),
      href: numberAddress(how.figures[0], { ...context, filter, by: how.by }, key, undefined, context),
      values: how.values(sums),
    })),
    total: how.all === true ? { text: t('dashboard.total'), values: sumValues(period.total) } : null,
  });
  return {
    id: `by-${name}`,
    title: t(`dashboard.${name}_list`),
    note: t(`dashboard.${name}_note`),
    definition: definitionOf(t(`dashboard.${name}_list`), how.figures, context),
    table: shown.length === 0 ? null : table,
    empty: t(hasClaims ? 'dashboard.no_rows' : 'dashboard.no_data'),
    foot: more > 0 ? t(`dashboard.${name}_more`, { count: more }) : '',
    all: page,
  };
}
