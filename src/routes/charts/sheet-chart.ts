import { axisOf, barFrom, tickRoom } from './axis.js';

/** Geometry of the small chart of the one-page report: claimed and reimbursed of each month, also below zero. */
export interface SheetChart {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly zero: string;
  readonly labelY: number;
  readonly unit: 'million' | 'thousand' | 'baht';
  readonly ticks: readonly { readonly y: string; readonly textY: string; readonly text: string }[];
  readonly months: readonly {
    readonly label: string;
    readonly title: string;
    readonly center: string;
    readonly bars: readonly {
      tone: 'claimed' | 'rep';
      x: string;
      y: string;
      width: string;
      height: string;
    }[];
  }[];
}

export interface SheetChartMonth {
  readonly label: string;
  readonly title: string;
  /** Baht; null = no claims. */
  readonly claimed: number | null;
  readonly reimbursed: number | null;
}

const width = 700;
const height = 100;
const top = 8;
const baseline = 79;
const text = (number: number) => number.toFixed(1);

export function sheetChart(months: readonly SheetChartMonth[]): SheetChart {
  const axis = axisOf(
    'baht',
    months.flatMap(({ claimed, reimbursed }) => [claimed ?? 0, reimbursed ?? 0]),
    2,
  );
  const left = Math.max(38, tickRoom(axis));
  const yOf = (value: number) => top + ((axis.high - value) * (baseline - top)) / (axis.high - axis.low);
  const slot = (width - left) / Math.max(1, months.length);
  const barWidth = Math.min(24, slot / 2 - 4);
  const bar = (tone: 'claimed' | 'rep', amount: number, x: number) => {
    const { y, height: size } = barFrom(yOf(0), yOf(amount));
    return { tone, x: text(x), y: text(y), width: text(barWidth), height: text(size) };
  };
  return {
    width,
    height,
    left,
    zero: text(yOf(0)),
    labelY: baseline + 16,
    unit: axis.unit === 'million' || axis.unit === 'thousand' ? axis.unit : 'baht',
    ticks: axis.ticks.map((tick) => {
      const y = yOf(tick.value);
      return { y: text(y), textY: text(y + 4), text: tick.text };
    }),
    months: months.map(({ label, title, claimed, reimbursed }, index) => {
      const center = left + slot * (index + 0.5);
      const bars = [
        ...(claimed === null ? [] : [bar('claimed', claimed, center - barWidth - 0.5)]),
        ...(reimbursed === null ? [] : [bar('rep', reimbursed, center + 0.5)]),
      ];
      return { label, title, center: text(center), bars };
    }),
  };
}
