import { barFrom } from './axis.js';

/** Geometry of the small bars on a card, 80 × 36; the running month is drawn open, and a sum below zero hangs under the line. */
export interface SparkBar {
  readonly open: boolean;
  readonly x: string;
  readonly y: string;
  readonly width: string;
  readonly height: string;
}

export function sparkBars(
  values: readonly { readonly value: number; readonly running: boolean }[],
): SparkBar[] {
  const highest = Math.max(0, ...values.map(({ value }) => value));
  const lowest = Math.min(0, ...values.map(({ value }) => value));
  if (highest === lowest) return [];
  const yOf = (value: number) => 2.5 + ((highest - value) / (highest - lowest)) * 33;
  const slot = 80 / values.length;
  return values.flatMap(({ value, running }, index) => {
    if (value === 0) return [];
    const bar = { x: index * slot + 0.5, width: slot * 0.74, ...barFrom(yOf(0), yOf(value)) };
    return [
      {
        open: running,
        x: bar.x.toFixed(1),
        y: bar.y.toFixed(1),
        width: bar.width.toFixed(1),
        height: bar.height.toFixed(1),
      },
    ];
  });
}
