import type { Db } from '../db/db.js';
import type { Log } from '../log/log.js';
import { type AudioTargetRow, findAudioTarget, saveAudioTarget } from '../store/audio-targets.js';
import type { Breaker, BreakerState, LeftOpen } from '../upstreams/breaker.js';

interface BreakersParts {
  readonly db: Db;
  readonly log: Log;
  readonly now: () => Date;
}

/**
 * The breaker of each audio service that this process asks: made with its first use as the last process left it, and
 * written down for the pages whenever it opens or closes.
 */
export function audioBreakers(parts: BreakersParts): (service: string) => Promise<Breaker> {
  const known = new Map<string, Breaker>();
  return async (service) => {
    const breaker = known.get(service) ?? (await keptBreaker(parts, service));
    known.set(service, breaker);
    return breaker;
  };
}

async function keptBreaker({ db, log, now }: BreakersParts, service: string): Promise<Breaker> {
  const { createAudioBreaker } = await import('../upstreams/ai-audio/index.js'); // loaded with its first use
  let unkept: BreakerState | null = null;
  const changed = (state: BreakerState) => {
    unkept = state;
  };
  const breaker = createAudioBreaker(now, changed, leftOpen(await findAudioTarget(db, service)));

  async function keep(): Promise<void> {
    if (unkept === null) return;
    const { state, since, openUntil: until, cause } = unkept;
    unkept = null;
    try {
      await saveAudioTarget(db, service, { breaker: state, since, until, cause }, now());
    } catch (error) {
      // What became of the recording is told all the same.
      log.warn({ err: error }, 'the state of calls to the audio service was not kept');
    }
  }

  return {
    state: breaker.state,
    async run(host, work) {
      try {
        return await breaker.run(host, work);
      } finally {
        await keep();
      }
    },
  };
}

function leftOpen(row: AudioTargetRow | null): LeftOpen | null {
  if (row === null || row.breakerSince === null || row.breakerUntil === null) return null;
  return { since: new Date(row.breakerSince), openUntil: new Date(row.breakerUntil), cause: row.cause };
}
