import type { Scope } from './scope.js';

/** Who calls the API, whichever credential was shown. */
export interface Caller {
  /** `key` = another system, `otp` = session of a one-time code, `page` = session of the pages (native mount alone). */
  readonly kind: 'key' | 'otp' | 'page';
  /**
   * Of this very caller alone, e.g. `key 12`, `otp 7`, `page 7`: what limits and idempotency keys are counted by.
   * A person has one for all sessions of a kind.
   */
  readonly id: string;
  /** Name of the key or of the person, for people. */
  readonly name: string;
  /** Row of `api_keys`; null for sessions. */
  readonly keyId: number | null;
  /** Row of `users`; null for keys. */
  readonly userId: number | null;
  /** What a key was given, or what the person's roles open. */
  readonly scopes: readonly Scope[];
  /** Rows of other hospitals do not exist for this caller; null = all hospitals. */
  readonly hospital: string | null;
  /** Calls in a minute; null = not counted. */
  readonly ratePerMinute: number | null;
  /** Taken off every `updated_since`, in seconds. */
  readonly overlapSeconds: number;
  /** An equal create within so many seconds is answered as the first one was; 0 = never. */
  readonly dedupeWindowSeconds: number;
}

/** Whether a row of this hospital exists for the caller. */
export function seesHospital(caller: Pick<Caller, 'hospital'>, hospital: string | null): boolean {
  return caller.hospital === null || caller.hospital === hospital;
}
