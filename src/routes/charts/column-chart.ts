import type { FieldKind } from '../../figures/figure.js';
import { axisOf, tickRoom } from './axis.js';

/** Geometry of standing bars, one or two a month; the running month is open and on a band, an empty one says so. */
export interface ColumnChart {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  readonly zero: string;
  readonly unit: 'million' | 'thousand' | 'percent' | null;
  readonly ticks: readonly { readonly y: string; readonly textY: string; readonly text: string }[];
  readonly months: readonly ColumnMonth[];
}

interface ColumnMonth {
  readonly title: string;
  readonly label: string;
  readonly note: string | null;
  readonly center: string;
  readonly band: { readonly x: string; readonly width: number } | null;
  readonly bars: readonly {
    readonly look: 'this' | 'last' | 'open';
    readonly x: string;
    readonly y: string;
    readonly width: number;
    readonly height: string;
  }[];
}

export interface ColumnChartMonth {
  readonly label: string;
  readonly note: string | null;
  readonly title: string;
  readonly running: boolean;
  /** null = not known. */
  readonly value: number | null;
  /** The same month a year earlier; absent where only one year is drawn. */
  readonly before?: number | null;
}

const top = 12;
const plot = 190;
const slot = 50;
const text = (number: number) => number.toFixed(1);

export function columnChart(kind: FieldKind, months: readonly ColumnChartMonth[]): ColumnChart {
  const axis = axisOf(
    kind,
    months.flatMap(({ value, before }) => [value, before ?? null].filter((one) => one !== null)),
  );
  const scale = plot / (axis.high - axis.low);
  const yOf = (value: number) => top + (axis.high - value) * scale;
  const left = tickRoom(axis);
  const two = months.some(({ before }) => before !== undefined);
  return {
    width: left + months.length * slot + 6,
    height: top + plot + 40,
    left,
    top,
    bottom: top + plot,
    zero: text(yOf(0)),
    unit: axis.unit,
    ticks: axis.ticks.map((tick) => {
      const y = yOf(tick.value);
      return { y: text(y), textY: text(y + 4), text: tick.text };
    }),
    months: months.map((month, index) => columnOf(month, left + 4 + index * slot, { two, yOf })),
  };
}

function columnOf(
  month: ColumnChartMonth,
  x: number,
  { two, yOf }: { readonly two: boolean; readonly yOf: (value: number) => number },
): ColumnMonth {
  const width = two ? 17 : 28;
  const bar = (look: 'this' | 'last' | 'open', value: number | null | undefined, place: number) => {
    if (value === null || value === undefined || value === 0) return [];
    const [from, to] = [Math.min(yOf(0), yOf(value)), Math.max(yOf(0), yOf(value))];
    return [{ look, x: text(x + 7 + place * (width + 1)), y: text(from), width, height: text(to - from) }];
  };
  return {
    title: month.title,
    label: month.label,
    note: month.note,
    center: text(x + slot / 2 - 4),
    band: month.running ? { x: text(x - 2), width: slot } : null,
    bars: [
      ...(two ? bar('last', month.before, 0) : []),
      ...bar(month.running ? 'open' : 'this', month.value, two ? 1 : 0),
    ],
  };
}
