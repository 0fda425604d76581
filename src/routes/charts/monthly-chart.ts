/** Geometry of the monthly chart: three bars a month in millions or thousands of baht, below them the denial rate. */

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
  readonly baseline: number;
  readonly labelY: number;
  readonly noteY: number;
  readonly rateTop: number;
  readonly rateBaseline: number;
  readonly ticks: readonly { readonly y: string; readonly textY: string; readonly text: string }[];
  readonly unit: 'million' | 'thousand';
  readonly months: readonly ChartMonth[];
}

const left = 34;
const top = 12;
const baseline = 262;
const rateTop = 346;
const rateBaseline = 400;
const slot = 46;
const text = (number: number) => number.toFixed(1);

export function monthlyChart({ months, words }: MonthlyChartInput): MonthlyChart {
  const highest = Math.max(0, ...months.flatMap((month) => [month.claimed, month.reimbursed, month.loss]));
  const unit = highest >= 1_000_000 ? 1_000_000 : 1000;
  const step = niceStep(highest / unit / 4);
  const most = step * Math.max(1, Math.ceil(highest / unit / step));
  const scale = (baseline - top) / most / unit;
  const highestRate = Math.max(0.05, ...months.map((month) => month.denialRate ?? 0));
  const ticks = Array.from({ length: Math.round(most / step) + 1 }, (_, index) => index * step);
  return {
    width: left + months.length * slot + 6,
    height: rateBaseline + 6,
    left,
    baseline,
    labelY: baseline + 18,
    noteY: baseline + 34,
    rateTop,
    rateBaseline,
    unit: unit === 1000 ? 'thousand' : 'million',
    ticks: ticks.map((value) => {
      const y = baseline - value * unit * scale;
      return { y: text(y), textY: text(y + 4), text: String(Number(value.toFixed(2))) };
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
        bars: barsOf(month, x + 2, scale),
        rate: rateOf(month.denialRate, x + 9, highestRate),
      };
    }),
  };
}

function barsOf(month: MonthlyChartInput['months'][number], x: number, scale: number): ChartBar[] {
  if (!month.hasData) return [];
  const width = 12;
  const bar = (tone: ChartBar['tone'], amount: number, place: number): ChartBar => {
    const height = Math.max(0, amount) * scale;
    return {
      tone,
      x: text(x + place * 13),
      y: text(baseline - height),
      width: text(width),
      height: text(height),
    };
  };
  return [bar('claimed', month.claimed, 0), bar('rep', month.reimbursed, 1), bar('denied', month.loss, 2)];
}

function rateOf(denialRate: number | null, x: number, highest: number): ChartMonth['rate'] {
  if (denialRate === null) return null;
  const height = (denialRate / highest) * (rateBaseline - rateTop);
  const y = rateBaseline - height;
  return {
    bar: { tone: 'denied', x: text(x), y: text(y), width: text(24), height: text(height) },
    text: `${(denialRate * 100).toFixed(1)}%`,
    y: text(y - 4),
  };
}

/** 1, 2, 2.5 or 5 times a power of ten, at least `wanted`. */
export function niceStep(wanted: number): number {
  if (wanted <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= wanted) ?? 10;
  return step * power;
}
