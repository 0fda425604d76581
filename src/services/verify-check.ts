import type { Queryable } from '../db/db.js';
import type { Difference } from '../domain/verification.js';
import type { ParseLimits } from '../filetypes/file-type.js';

/** What every check works with. */
export interface VerifyGround {
  /** Everything as it was at one moment. */
  readonly view: Queryable;
  readonly downloadDir: string;
  readonly limits: ParseLimits;
  readonly signal?: AbortSignal;
  /** Told as it is found, so that no number of them fills the memory. */
  readonly tell: (difference: Difference) => void;
  /** How far the check is; called between two steps. */
  readonly progress: (done: number, of: number | null) => void;
}

/** Answers how many things it compared. */
export type Verify = (ground: VerifyGround) => Promise<number>;

/** Between two steps: ends where the person asked for it, and tells how far it is. */
export function step(ground: VerifyGround, done: number, of: number | null = null): void {
  ground.signal?.throwIfAborted();
  ground.progress(done, of);
}
