import { axisOf, barFrom, tickRoom } from './axis.js';

/** Geometry of the monthly chart: three bars a month, also below zero, and under them the denial rate. */

export interface MonthlyChartInput {
  readonly months: readonly {
    readonly label: string;
    /** Second line under the month: its year, where it begins. */
    readonly year: string | null;
    readonly title: string;
    readonly hasData: boolean;
    readonly running: boolean;
    /** The month is not reached: it is empty for no fault of anybody. */
    readonly later: boolean;
    readonly claimed: number;
    readonly reimbursed: number;
    readonly loss: number;
    /** 0 to 1; null where there are no claims. */
    readonly denialRate: number | null;
    readonly denialText: string;
  }[];
  readonly words: { readonly running: string; readonly empty: string };
}

export interface ChartBar {
  readonly tone: 'claimed' | 'rep' | 'denied';
  readonly x: string;
  readonly y: string;
  readonly width: string;
  readonly height: string;
}

export interface ChartMonth {
  readonly title: string;
  readonly label: string;
  readonly note: string | null;
  readonly center: string;
  readonly band: { readonly x: string; readonly width: string } | null;
  readonly bars: readonly ChartBar[];
  readonly rate: { readonly bar: ChartBar; readonly text: string; readonly y: string } | null;
}

export interface MonthlyChart {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  /** Where zero is. */
  readonly zero: string;
  readonly labelY: number;
  readonly noteY: number;
  readonly rateTop: number;
  readonly rateBaseline: number;
  readonly ticks: readonly { readonly y: string; readonly textY: string; readonly text: string }[];
  readonly unit: 'million' | 'thousand' | 'baht';
  readonly months: readonly ChartMonth[];
}

const top = 12;
const baseline = 262;
const rateTop = 346;
const rateBaseline = 400;
const slot = 46;
const text = (number: number) => number.toFixed(1);

export function monthlyChart({ months, words }: MonthlyChartInput): MonthlyChart {
  const axis = axisOf(
    'baht',
    months.flatMap((month) => [month.claimed, month.reimbursed, month.loss]),
  );
  const yOf = (value: number) => top + ((axis.high - value) * (baseline - top)) / (axis.high - axis.low);
  const left = Math.max(34, tickRoom(axis));
  const highestRate = Math.max(0.05, ...months.map((month) => month.denialRate ?? 0));
  return {
    width: left + months.length * slot + 6,
    height: rateBaseline + 6,
    left,
    zero: text(yOf(0)),
    labelY: baseline + 18,
    noteY: baseline + 34,
    rateTop,
    rateBaseline,
    unit: axis.unit === 'million' || axis.unit === 'thousand' ? axis.unit : 'baht',
    ticks: axis.ticks.map((tick) => {
      const y = yOf(tick.value);
      return { y: text(y), textY: text(y + 4), text: tick.text };
    }),
    months: months.map((month, index) => {
      const x = left + 4 + index * slot;
      const empty = month.hasData || month.later ? null : words.empty;
      const note = month.running ? words.running : (empty ?? month.year);
      return {
        title: month.title,
        label: month.label,
        note,
        center: text(x + slot / 2 - 2),
        band: month.running ? { x: text(x - 3), width: text(slot) } : null,
        bars: barsOf(month, x + 2, yOf),
        rate: rateOf(month, x + 9, highestRate),
      };
    }),
  };
}

function barsOf(
  month: MonthlyChartInput['months'][number],
  x: number,
  yOf: (value: number) => number,
): ChartBar[] {
  if (!month.hasData) return [];
  const width = 12;
  const bar = (tone: ChartBar['tone'], amount: number, place: number): ChartBar => {
    const { y, height } = barFrom(yOf(0), yOf(amount));
    return { tone, x: text(x + place * 13), y: text(y), width: text(width), height: text(height) };
  };
  return [bar('claimed', month.claimed, 0), bar('rep', month.reimbursed, 1), bar('denied', month.loss, 2)];
}

function rateOf(
  { denialRate, denialText }: MonthlyChartInput['months'][number],
  x: number,
  highest: number,
): ChartMonth['rate'] {
  if (denialRate === null) return null;
  const height = (denialRate / highest) * (rateBaseline - rateTop);
  const y = rateBaseline - height;
  return {
    bar: { tone: 'denied', x: text(x), y: text(y), width: text(24), height: text(height) },
    text: denialText,
    y: text(y - 4),
  };
}
