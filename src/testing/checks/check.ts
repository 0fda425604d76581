/** One check of the source: answers a line for each thing that is wrong, nothing when all is well. */
export interface Check {
  /** Shown before each of its lines. */
  readonly name: string;
  run(root: string): Promise<readonly string[]>;
}
