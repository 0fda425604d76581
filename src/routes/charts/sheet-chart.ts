import { niceStep } from './monthly-chart.js';

/** Geometry of the small chart of the one-page report: claimed and reimbursed of each month, axis from zero. */
export interface SheetChart {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly labelY: number;
  readonly unit: 'million' | 'thousand';
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
const left = 38;
const top = 8;
const baseline = 79;
const text = (number: number) => number.toFixed(1);

export function sheetChart(months: readonly SheetChartMonth[]): SheetChart {
  const highest = Math.max(
    0,
    ...months.flatMap(({ claimed, reimbursed }) => [claimed ?? 0, reimbursed ?? 0]),
  );
  const unit = highest >= 1_000_000 ? 1_000_000 : 1000;
  const step = niceStep(highest / unit / 2);
  const most = step * Math.max(1, Math.ceil(highest / unit / step));
  const scale = (baseline - top) / most / unit;
  const slot = (width - left) / Math.max(1, months.length);
  const barWidth = Math.min(24, slot / 2 - 4);
  const bar = (tone: 'claimed' | 'rep', amount: number, x: number) => {
    const size = Math.max(0, amount) * scale;
    return { tone, x: text(x), y: text(baseline - size), width: text(barWidth), height: text(size) };
  };
  return {
    width,
    height,
    left,
    labelY: baseline + 16,
    unit: unit === 1000 ? 'thousand' : 'million',
    ticks: Array.from({ length: Math.round(most / step) + 1 }, (_, index) => {
      const y = baseline - index * step * unit * scale;
      return { y: text(y), textY: text(y + 4), text: String(Number((index * step).toFixed(2))) };
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
