import { bahtText } from '../../domain/baht-text.js';
import { countText } from '../../domain/count-text.js';
import type { FieldKind } from '../../figures/figure.js';

/** The scale of a chart: from the lowest value, or zero, to the highest; zero is always on it. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
  /** What a tick is counted in; null = in what the values are. */
  readonly unit: 'million' | 'thousand' | 'percent' | null;
}

const unitSize = { million: 1_000_000, thousand: 1000, percent: 0.01 } as const;

/** `parts` = so many steps, about. */
export function axisOf(kind: FieldKind, values: readonly number[], parts = 4): Axis {
  const highest = Math.max(0, ...values);
  const lowest = Math.min(0, ...values);
  const unit = unitOf(kind, Math.max(highest, -lowest));
  const size = unit === null ? 1 : unitSize[unit];
  const wanted = niceStep((highest - lowest) / size / parts);
  const step = kind === 'count' ? Math.max(1, wanted) : wanted;
  const first = Math.floor(lowest / size / step);
  const last = Math.max(first + 1, Math.ceil(highest / size / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => {
    const value = (first + index) * step;
    return { value: value * size, text: tickText(value) };
  });
  return { low: first * step * size, high: last * step * size, ticks, unit };
}

function unitOf(kind: FieldKind, size: number): Axis['unit'] {
  if (kind === 'rate') return 'percent';
  if (kind !== 'baht' || size < 10_000) return null;
  return size >= 1_000_000 ? 'million' : 'thousand';
}

/** How much room the longest number beside the scale takes. */
export const tickRoom = ({ ticks }: Axis) =>
  Math.max(...ticks.map(({ text }) => text.length)) * digitWidth + 16;
const digitWidth = 8;

/** A bar between zero and a value, of which the higher one on the page has the lower y. */
export function barFrom(zero: number, value: number): { readonly y: number; readonly height: number } {
  return { y: Math.min(zero, value), height: Math.abs(value - zero) };
}

/** 1, 2, 2.5 or 5 times a power of ten, at least `wanted`. */
export function niceStep(wanted: number): number {
  if (wanted <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= wanted) ?? 10;
  return step * power;
}

/** No more places than a step needs. */
function tickText(value: number): string {
  const rounded = Number(value.toFixed(4));
  return Number.isInteger(rounded) ? countText(rounded) : String(rounded).replace('-', '−');
}

/** The short number beside a bar. */
export function barText(kind: FieldKind, value: number, exact: string): string {
  if (kind !== 'baht' || Math.abs(value) < 1_000_000) return exact;
  return bahtText((value / 1_000_000).toFixed(2));
}
