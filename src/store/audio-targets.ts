import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** What keeps calls away from an audio service; instants are ISO 8601 UTC, none while calls go on. */
export interface AudioTargetRow {
  readonly breaker: string;
  readonly breakerSince: string | null;
  readonly breakerUntil: string | null;
  /** Code of the failure that made them rest. */
  readonly cause: string | null;
}

/** null = nothing kept calls from it yet. */
export function findAudioTarget(db: Queryable, service: string): Promise<AudioTargetRow | null> {
  return db.first<AudioTargetRow>(sql`
    select breaker, breaker_since as "breakerSince", breaker_until as "breakerUntil", cause
    from audio_targets where service = ${service}`);
}

export async function saveAudioTarget(
  db: Queryable,
  service: string,
  health: {
    readonly breaker: string;
    readonly since: Date | null;
    readonly until: Date | null;
    readonly cause: string | null;
  },
  now: Date,
): Promise<void> {
  const { breaker, since, until, cause } = health;
  const row = { service, breaker, breaker_since: since, breaker_until: until, cause, updated_at: now };
  await db.upsert('audio_targets', [row], ['service'], Object.keys(row).slice(1));
}
