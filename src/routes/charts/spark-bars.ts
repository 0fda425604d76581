/** Geometry of the small bars on a card, 80 × 36; the running month is drawn open. */
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
  if (highest === 0) return [];
  const slot = 80 / values.length;
  return values.flatMap(({ value, running }, index) => {
    const height = (Math.max(0, value) / highest) * 33;
    if (height === 0) return [];
    const bar = { x: index * slot + 0.5, y: 35.5 - height, width: slot * 0.74, height };
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
