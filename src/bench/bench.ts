/** One row of a benchmark's table: what was measured, and numbers with their unit in the heading. */
export type BenchRow = Readonly<Record<string, string | number>>;

export interface BenchResult {
  readonly title: string;
  readonly rows: readonly BenchRow[];
}

export interface Bench {
  /** What is typed after `npm run bench --`. */
  readonly name: string;
  /** Measures with so many rows as were asked for, else with its own number; `say` tells people how far it is. */
  run(say: (line: string) => void, rows: number | null): Promise<BenchResult>;
}
