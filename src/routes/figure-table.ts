import { bahtText } from '../domain/baht-text.js';
import { countText, percentText, unknownText, withCommas } from '../domain/count-text.js';
import { roundHalfUp } from '../domain/round-half-up.js';
import type { FieldKind, FigureValue } from '../figures/figure.js';

export interface ColumnSpec {
  readonly name: string;
  readonly kind: FieldKind;
  readonly text: string;
  /** Left out on a phone. */
  readonly wide?: boolean;
  /** A bar under the value: against 100 % for a rate, else against the largest of the rows. */
  readonly bar?: 'soft' | 'denied' | 'warn';
}

export interface RowSpec {
  /** A code stands before its text in the code's type. */
  readonly code: string | null;
  readonly text: string;
  readonly note?: string | null;
  /** The claims behind the row; null = there are none to show, or the reader may not. */
  readonly href: string | null;
  readonly values: Readonly<Record<string, FigureValue | undefined>>;
}

/** For views/cards/figure-table.ejs. */
export interface FigureTable {
  /** What the table is of, for who does not see it. */
  readonly name: string;
  readonly head: string;
  readonly columns: readonly { readonly text: string; readonly kind: FieldKind; readonly look: string }[];
  readonly rows: readonly {
    readonly code: string | null;
    readonly text: string;
    readonly note: string | null;
    readonly href: string | null;
    readonly cells: readonly TableCell[];
  }[];
  readonly total: { readonly text: string; readonly cells: readonly string[] } | null;
}

export interface TableCell {
  readonly text: string;
  /** Length 0 to 100. */
  readonly bar: { readonly tone: string; readonly length: string } | null;
}

export function figureTable(table: {
  readonly name: string;
  readonly head: string;
  readonly columns: readonly ColumnSpec[];
  readonly rows: readonly RowSpec[];
  readonly total: { readonly text: string; readonly values: RowSpec['values'] } | null;
}): FigureTable {
  const { columns, rows, total } = table;
  // On a phone the last column that stays stands at the edge.
  const lastNarrow = columns.findLastIndex(({ wide }) => wide !== true);
  const most = new Map(columns.map((column) => [column.name, largestOf(column, rows)]));
  return {
    name: table.name,
    head: table.head,
    columns: columns.map(({ text, kind, wide }, index) => ({
      text,
      kind,
      look: wide === true ? 'num wide-only' : index === lastNarrow ? 'num narrow-last' : 'num',
    })),
    rows: rows.map(({ code, text, note, href, values }) => ({
      code,
      text,
      note: note ?? null,
      href,
      cells: columns.map((column) => ({
        text: valueText(column.kind, values[column.name]),
        bar: barOf(column, values[column.name], most.get(column.name) ?? 0),
      })),
    })),
    total: total && {
      text: total.text,
      cells: columns.map(({ name, kind }) => valueText(kind, total.values[name])),
    },
  };
}

/** A value as people read it; `–` where it is not known. */
export function valueText(kind: FieldKind, value: FigureValue | undefined): string {
  if (value === null || value === undefined || value === '') return unknownText;
  if (kind === 'baht') return bahtText(String(value));
  if (kind === 'rate') return percentText(String(value));
  if (kind === 'count') return countText(Number(value));
  if (kind === 'days') return withCommas(roundHalfUp(String(value), 1));
  if (kind === 'ratio') return withCommas(roundHalfUp(String(value), 4));
  return kind === 'weight' ? withCommas(String(value)) : String(value);
}

function largestOf({ name, kind }: ColumnSpec, rows: readonly RowSpec[]): number {
  return kind === 'rate' ? 1 : Math.max(0, ...rows.map(({ values }) => Number(values[name] ?? 0)));
}

function barOf({ bar }: ColumnSpec, value: FigureValue | undefined, most: number): TableCell['bar'] {
  if (bar === undefined) return null;
  const share = most === 0 ? 0 : Number(value ?? 0) / most;
  return { tone: bar, length: (Math.min(1, Math.max(0, share)) * 100).toFixed(1) };
}
