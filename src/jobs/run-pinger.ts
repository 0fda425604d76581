import { isFinished } from '../domain/job.js';
import type { Bus } from '../events/bus.js';
import { type PingParts, pingGoodRun } from '../services/ping-good-run.js';

/** Calls the ping address after each good run of this process; answers what ends it, and waits for a call under way. */
export function startRunPinger(parts: PingParts & { readonly bus: Bus }): () => Promise<void> {
  const log = parts.log.child({ source: 'alert' });
  const stopping = new AbortController();
  const calls = new Set<Promise<unknown>>();
  const unsubscribe = parts.bus.subscribe('job.changed', ({ jobId, status }) => {
    if (!isFinished(status)) return;
    const call = pingGoodRun({ ...parts, log }, jobId, stopping.signal)
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) log.warn({ err: error }, 'the ping address could not be called');
      })
      .finally(() => calls.delete(call));
    calls.add(call);
  });
  return async () => {
    unsubscribe();
    stopping.abort();
    await Promise.all(calls);
  };
}
