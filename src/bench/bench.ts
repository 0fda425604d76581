/** One row of a benchmark's table: what was measured, and numbers with their unit in the heading. */
export type BenchRow = Readonly<Record<string, string | number>>;

export interface Bench {
  /** What is typed after `npm run bench --`. */
  readonly name: string;
  readonly title: string;
  /** Measures; `say` tells people how far it is. */
  run(say: (line: string) => void): Promise<readonly BenchRow[]>;
}
