import { createLookout } from '../jobs/lookout.js';
import { freeSpace } from '../services/free-space.js';
import type { LookParts } from '../services/look-around.js';

/** Begins to keep the alerts true; answers what ends it. */
export function startAlerting(parts: Omit<LookParts, 'freeSpace'>): () => Promise<void> {
  const lookout = createLookout({ ...parts, freeSpace });
  lookout.start();
  return async () => {
    await lookout.stop();
  };
}
