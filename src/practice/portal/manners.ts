/** Refuses hasty callers (nhso-eclaim-protocol 11: two calls at once, or less than 300 ms after an answer). */
export interface Manners {
  /** A call comes; true = too hasty. */
  arrives(url: string): boolean;
  /** Its answer is out; `location` is where a redirect leads: following it at once is no haste. */
  answered(location: string | null): void;
  readonly running: () => number;
  /** Milliseconds since the last answer; null before the first. */
  readonly sinceLastAnswer: () => number | null;
  clear(): void;
}

const pauseMs = 300;

export function createManners(): Manners {
  let running = 0;
  let lastAnswer: number | null = null;
  let expected: string | null = null;
  const since = () => (lastAnswer === null ? null : performance.now() - lastAnswer);
  return {
    arrives(url) {
      const pause = since();
      const follows = expected !== null && (expected === url || expected.endsWith(url));
      const hasty = running > 0 || (pause !== null && pause < pauseMs && !follows);
      running++;
      expected = null;
      return hasty;
    },
    answered(location) {
      running = Math.max(0, running - 1);
      lastAnswer = performance.now();
      expected = location;
    },
    running: () => running,
    sinceLastAnswer: since,
    clear() {
      lastAnswer = null;
      expected = null;
    },
  };
}
