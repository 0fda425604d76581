const longestWaitMs = 300_000;
const firstWaitMs = 2_000;

/** The wait before the try after `failures` failures, drawn anew each time; what the site asked for wins if longer. */
export function waitTime(failures: number, random: () => number, retryAfterMs: number | null = null): number {
  const most = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, failures - 1));
  return Math.max(most * (0.5 + random() / 2), retryAfterMs ?? 0);
}
