import type { FieldKind } from '../../figures/figure.js';
import { axisOf } from './axis.js';

/** Geometry of lying bars, one a row, with its name before it and its number behind it; axis from zero. */
export interface BarChart {
  readonly width: number;
  readonly height: number;
  readonly zero: string;
  readonly bottom: number;
  readonly rows: readonly {
    readonly title: string;
    readonly label: string;
    readonly labelX: number;
    readonly textY: string;
    readonly bar: {
      readonly x: string;
      readonly y: string;
      readonly width: string;
      readonly height: number;
    };
    readonly value: string;
    readonly valueX: string;
  }[];
}

export interface BarChartRow {
  readonly label: string;
  readonly title: string;
  readonly value: number;
  readonly text: string;
}

/** Narrow enough to be read on a phone without being moved. */
const width = 520;
const mostLabelWidth = 200;
const valueWidth = 100;
const rowHeight = 28;
const barHeight = 16;
/** Of the widest letter that is common. */
const letterWidth = 8.4;
/** As many letters as the column of names has room for. */
const mostLetters = 22;
const text = (number: number) => number.toFixed(1);

export function barChart(kind: FieldKind, rows: readonly BarChartRow[]): BarChart {
  const axis = axisOf(
    kind,
    rows.map(({ value }) => value),
  );
  const labels = rows.map(({ label }) => lettersOf(label));
  const longest = Math.min(mostLetters, Math.max(0, ...labels.map(({ length }) => length)));
  const labelWidth = Math.min(mostLabelWidth, longest * letterWidth + 20);
  const scale = (width - labelWidth - valueWidth) / (axis.high - axis.low);
  const xOf = (value: number) => labelWidth + (value - axis.low) * scale;
  const zero = xOf(0);
  return {
    width,
    height: rows.length * rowHeight + 4,
    zero: text(zero),
    bottom: rows.length * rowHeight + 2,
    rows: rows.map((row, index) => {
      const y = index * rowHeight + 2 + (rowHeight - barHeight) / 2;
      const [x, end] = [Math.min(zero, xOf(row.value)), Math.max(zero, xOf(row.value))];
      return {
        title: row.title,
        label: shortened(labels[index] ?? []),
        labelX: labelWidth - 8,
        textY: text(y + barHeight - 3.5),
        bar: { x: text(x), y: text(y), width: text(end - x), height: barHeight },
        value: row.text,
        valueX: text(end + 6),
      };
    }),
  };
}

/** Thai marks above and below a letter take no room of their own. */
function lettersOf(label: string): readonly string[] {
  return [...new Intl.Segmenter('th', { granularity: 'grapheme' }).segment(label)].map(
    ({ segment }) => segment,
  );
}

function shortened(letters: readonly string[]): string {
  return letters.length <= mostLetters ? letters.join('') : `${letters.slice(0, mostLetters - 1).join('')}…`;
}
