import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { assignments, type FileColumns } from './assignments.js';

/** States of a sign-in at an upstream (formats/tables.md 8). */
export type UpstreamState = 'signed_out' | 'needs_otp' | 'needs_scan' | 'signed_in' | 'expired' | 'refused';

/** What the single sign-on waits for: a code, a scan by ThaiD, or that the authenticator is set up in a browser. */
export type ChallengeKind = 'otp' | 'scan' | 'set_up';

/** Which account at which web site. */
export interface UpstreamAccount {
  readonly upstream: 'eclaim' | 'smt';
  /** User name there, at most 190 characters. */
  readonly account: string;
}

/** The sign-in of one account; instants are ISO 8601, UTC. */
export interface UpstreamSession extends UpstreamAccount {
  readonly id: number;
  readonly state: UpstreamState;
  /** How it was begun; null before the first. */
  readonly way: 'form' | 'sso' | null;
  readonly signedInAt: string | null;
  readonly expiresAt: string | null;
  readonly lastHeartbeatAt: string | null;
  /** Text for people (English), or null. */
  readonly message: string | null;
  /** When the program sent the password by itself, within the last hour before the newest. */
  readonly ownSignIns: readonly string[];
  /** Keyed hash of the credentials that were refused. */
  readonly refusedMark: string | null;
  readonly challenge: ChallengeKind | null;
  readonly challengeUntil: string | null;
  readonly stayUntil: string | null;
  /** A process uses the account now. */
  readonly isLeased: boolean;
}

interface SessionRow {
  readonly id: number;
  readonly upstream: 'eclaim' | 'smt';
  readonly account: string;
  readonly state: UpstreamState;
  readonly way: 'form' | 'sso' | null;
  readonly signed_in_at: string | null;
  readonly expires_at: string | null;
  readonly last_heartbeat_at: string | null;
  readonly message: string | null;
  readonly own_sign_ins: string | null;
  readonly refused_mark: string | null;
  readonly challenge: ChallengeKind | null;
  readonly challenge_until: string | null;
  readonly stay_until: string | null;
  readonly leased_by: string | null;
}

const columns = sql`id, upstream, account, state, way, signed_in_at, expires_at, last_heartbeat_at, message, own_sign_ins,
  refused_mark, challenge, challenge_until, stay_until, leased_by`;

function toSession(row: SessionRow): UpstreamSession {
  return {
    id: row.id,
    upstream: row.upstream,
    account: row.account,
    state: row.state,
    way: row.way,
    signedInAt: row.signed_in_at,
    expiresAt: row.expires_at,
    lastHeartbeatAt: row.last_heartbeat_at,
    message: row.message,
    // Written by this file alone.
    ownSignIns: row.own_sign_ins === null ? [] : (JSON.parse(row.own_sign_ins) as string[]),
    refusedMark: row.refused_mark,
    challenge: row.challenge,
    challengeUntil: row.challenge_until,
    stayUntil: row.stay_until,
    isLeased: row.leased_by !== null,
  };
}

/** What may change on the row of a session; members that are not named keep their value. */
export interface SessionChange {
  readonly state?: UpstreamState;
  readonly way?: 'form' | 'sso';
  readonly signedInAt?: Date;
  readonly expiresAt?: Date | null;
  readonly lastHeartbeatAt?: Date;
  readonly message?: string | null;
  readonly ownSignIns?: readonly string[];
  readonly refusedMark?: string | null;
  readonly challenge?: ChallengeKind | null;
  readonly challengeUntil?: Date | null;
  readonly stayUntil?: Date | null;
}

const columnOf = {
  state: 'state',
  way: 'way',
  signedInAt: 'signed_in_at',
  expiresAt: 'expires_at',
  lastHeartbeatAt: 'last_heartbeat_at',
  message: 'message',
  refusedMark: 'refused_mark',
  challenge: 'challenge',
  challengeUntil: 'challenge_until',
  stayUntil: 'stay_until',
} as const satisfies Partial<Record<keyof SessionChange, string>>;

/** The account's row; made, signed out, where there is none yet. */
export async function openUpstreamSession(
  db: Queryable,
  { upstream, account }: UpstreamAccount,
): Promise<UpstreamSession> {
  const known = await findUpstreamSession(db, upstream, account);
  if (known !== null) return known;
  const now = new Date();
  const row = { upstream, account, state: 'signed_out', created_at: now, updated_at: now };
  await db.upsert('upstream_sessions', [row], ['upstream', 'account'], []);
  const made = await findUpstreamSession(db, upstream, account);
  if (made === null) throw new RangeError('the row of an account was taken away while it was made');
  return made;
}

export async function changeUpstreamSession(db: Queryable, id: number, change: SessionChange): Promise<void> {
  const { ownSignIns, ...plain } = change;
  const row: Record<string, FileColumns[string]> = { updated_at: new Date() };
  for (const [name, column] of Object.entries(columnOf)) {
    const value = plain[name as keyof typeof columnOf]; // keys of a literal object
    if (value !== undefined) row[column] = value;
  }
  if (ownSignIns !== undefined) row.own_sign_ins = JSON.stringify(ownSignIns);
  await db.execute(sql`update upstream_sessions set ${assignments(row)} where id = ${id}`);
}

export async function findUpstreamSession(
  db: Queryable,
  upstream: string,
  account: string,
): Promise<UpstreamSession | null> {
  const row = await db.first<SessionRow>(
    sql`select ${columns} from upstream_sessions where upstream = ${upstream} and account = ${account}`,
  );
  return row && toSession(row);
}

export async function findUpstreamSessionById(db: Queryable, id: number): Promise<UpstreamSession | null> {
  const row = await db.first<SessionRow>(sql`select ${columns} from upstream_sessions where id = ${id}`);
  return row && toSession(row);
}

/** All accounts of a web site, the one that changed last first. */
export async function listUpstreamSessions(db: Queryable, upstream: string): Promise<UpstreamSession[]> {
  const rows = await db.query<SessionRow>(
    sql`select ${columns} from upstream_sessions where upstream = ${upstream} order by updated_at desc, id`,
  );
  return rows.map(toSession);
}
