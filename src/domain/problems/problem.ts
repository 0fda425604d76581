/**
 * What is said to people about one failure: what happened, what was kept, what to do (design, section 9).
 * `{name}` is filled from the details. Never a patient's value.
 */
export interface ProblemWords {
  readonly th: readonly [happened: string, kept: string, todo: string];
  readonly en: readonly [happened: string, kept: string, todo: string];
}
export type ProblemGroup = Readonly<Record<string, ProblemWords>>;
