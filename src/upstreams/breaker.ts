import { type NeighbourCodes, NeighbourError } from './neighbour-error.js';

export interface BreakerState {
  readonly state: 'closed' | 'open' | 'probing';
  /** Failures in a row. */
  readonly failures: number;
  readonly openUntil: Date | null;
  /** Since when it is open; null while closed. */
  readonly since: Date | null;
  /** Code of the last failure. */
  readonly cause: string | null;
  /** When the site last answered anything. */
  readonly lastAnswerAt: Date | null;
}

/** Keeps calls away from a site that is out: after five failures in a row one call from time to time, no more. */
export interface Breaker {
  readonly state: () => BreakerState;
  /** Runs `work` where calls are let through. Throws NeighbourError of the code `paused` where not, or what `work` throws. */
  run<T>(host: string, work: () => Promise<T>): Promise<T>;
}

const mostFailures = 5;
const firstRestMs = 60_000;
const longestRestMs = 15 * 60_000;

/** An open one that another process left. */
export type LeftOpen = Pick<BreakerState, 'since' | 'openUntil' | 'cause'>;

/**
 * `codes` are the neighbour's words; `changed` is told each new state, e.g. to keep it for the pages; `left` is where another
 * process stood.
 */
export function createBreaker(
  codes: Pick<NeighbourCodes, 'paused' | 'addressNotAllowed'>,
  now: () => Date,
  changed: (state: BreakerState) => void = () => undefined,
  left: LeftOpen | null = null,
): Breaker {
  const closed = { state: 'closed', failures: 0, openUntil: null, since: null, cause: null } as const;
  let state: BreakerState = { ...closed, lastAnswerAt: null };
  if (left !== null) state = { ...state, ...left, state: 'open', failures: mostFailures };
  let restMs = firstRestMs;
  const set = (next: BreakerState) => {
    state = next;
    changed(next);
  };

  function failed(cause: string): void {
    // A call that was under way when it opened says nothing new.
    if (state.state === 'open') return;
    const failures = state.failures + 1;
    const wasProbe = state.state === 'probing';
    if (!wasProbe && failures < mostFailures) {
      state = { ...state, failures, cause };
      return;
    }
    restMs = wasProbe ? Math.min(longestRestMs, restMs * 2) : firstRestMs;
    const at = now();
    const openUntil = new Date(at.getTime() + restMs);
    set({ ...state, state: 'open', failures, openUntil, since: state.since ?? at, cause });
  }

  function succeeded(): void {
    const next = { ...closed, lastAnswerAt: now() };
    if (state.state === 'closed') state = next;
    else set(next);
  }

  function mayCall(): boolean {
    if (state.state === 'closed') return true;
    if (state.state === 'probing' || (state.openUntil !== null && now() < state.openUntil)) return false;
    state = { ...state, state: 'probing' };
    return true;
  }

  return {
    state: () => state,
    async run(host, work) {
      if (!mayCall()) {
        const retryAfterMs = Math.max(0, (state.openUntil?.getTime() ?? 0) - now().getTime());
        throw new NeighbourError(codes.paused, { details: { host }, outcome: 'not_sent', retryAfterMs });
      }
      try {
        const result = await work();
        succeeded();
        return result;
      } catch (error) {
        if (error instanceof NeighbourError && error.isOutage) failed(error.code);
        else if (error instanceof NeighbourError && error.code !== codes.addressNotAllowed) succeeded();
        else if (state.state === 'probing') state = { ...state, state: 'open' };
        throw error;
      }
    },
  };
}
