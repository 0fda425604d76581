import type { Response } from 'express';
import type { Language } from '../domain/errors.js';
import type { Permission } from '../domain/permission.js';
import type { Role } from '../domain/role.js';

export type Theme = 'auto' | 'light' | 'dark';

/** The person behind a request. */
export interface SignedInUser {
  /** null = AUTH=off: nobody in the database. */
  readonly id: number | null;
  readonly username: string;
  readonly fullName: string | null;
  readonly roles: readonly Role[];
  /** What an administrator switched on for the person. */
  readonly granted: readonly Permission[];
  readonly language: Language;
  readonly mustChangePassword: boolean;
  /** SHA-256 of the session's token, in hex; null where AUTH=off. */
  readonly sessionHash: string | null;
}

/** What the frame knows about a request before its route runs. */
export interface Reader {
  readonly user: SignedInUser | null;
  readonly language: Language;
  readonly theme: Theme;
  /** Single-key shortcuts of this browser. */
  readonly shortcuts: boolean;
  readonly csrfToken: string;
  readonly requestId: string;
  /** The visitor sits at this very machine, with no proxy between. */
  readonly local: boolean;
  /** Newest change of the live feed before anything was read for this answer. */
  readonly livePosition: string;
}

export function setReader(res: Response, reader: Reader): void {
  res.locals.reader = reader;
}

/** The reader of this request; set by middleware/reader.ts on every request. */
export function readerOf(res: Response): Reader {
  // Express types locals as any; the only writer is setReader.
  return res.locals.reader as Reader;
}

/** The signed-in person; only for routes whose permission is not `public`. */
export function userOf(res: Response): SignedInUser {
  const { user } = readerOf(res);
  if (user === null) throw new Error('route without sign-in asked for its user');
  return user;
}
