import type { Breaker } from '../upstreams/breaker.js';

/** The breaker of each audio service that this process asks: made with its first use, and kept. */
export function audioBreakers(now: () => Date): (service: string) => Promise<Breaker> {
  const known = new Map<string, Breaker>();
  return async (service) => {
    const { createAudioBreaker } = await import('../upstreams/ai-audio/index.js'); // loaded with its first use
    const breaker = known.get(service) ?? createAudioBreaker(now);
    known.set(service, breaker);
    return breaker;
  };
}
