import { createHash } from 'node:crypto';
import type { Db, Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';

/** Who did or saw what. `subject`, `filter` and `details` hold no patient's value and no secret. */
export interface AuditEntry {
  readonly at: Date;
  readonly actorKind: 'user' | 'key' | 'job' | 'cli' | 'nobody';
  readonly actorId: number | null;
  readonly actorName: string;
  readonly action:
    | 'login'
    | 'logout'
    | 'change'
    | 'view'
    | 'search'
    | 'reveal'
    | 'export'
    | 'download_file'
    | 'undo';
  /** What it was done to, e.g. `file 12`, `setting ECLAIM_USERNAME`, `user somchai`. */
  readonly subject: string;
  /** `begun` = its end has an entry of its own, where there was one; `incomplete` = begun, and broken off before all of it was out. */
  readonly outcome: 'begun' | 'done' | 'refused' | 'incomplete';
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly rowCount?: number;
  readonly reason?: string;
  readonly address?: string;
  readonly requestId?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** One row of `settings`: hash of the newest entry. Its lock puts the writers in a line. */
const headName = 'audit.head';

/**
 * Adds an entry to the chain: each carries the hash of the one before, so that a change or a gap shows. Inside a
 * transaction give its `tx`, as the last thing before the commit: other writers wait until then.
 */
export async function writeAudit(db: Db | Queryable, entry: AuditEntry): Promise<void> {
  if ('transaction' in db) await db.transaction(async (tx) => await append(tx, entry));
  else await append(db, entry);
}

async function append(tx: Queryable, entry: AuditEntry): Promise<void> {
  await tx.upsert('settings', [{ name: headName, value: '""' }], ['name'], []);
  const head = await tx.first<{ value: string }>(
    sql`select value from settings where name = ${headName} for update`,
  );
  const previous = String(JSON.parse(head?.value ?? '""'));
  const row = toRow(entry);
  const hash = chainHash(previous, row);
  await tx.insert('audit_log', { ...row, at: entry.at, previous_hash: previous, entry_hash: hash });
  await tx.execute(sql`update settings set value = ${JSON.stringify(hash)}, updated_at = ${entry.at}
    where name = ${headName}`);
}

function toRow(entry: AuditEntry) {
  const json = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value));
  return {
    actor_kind: entry.actorKind,
    actor_id: entry.actorId,
    actor_name: entry.actorName.slice(0, 190),
    action: entry.action,
    subject: entry.subject.slice(0, 190),
    filter: json(entry.filter),
    row_count: entry.rowCount ?? null,
    reason: entry.reason ?? null,
    outcome: entry.outcome,
    ip_address: entry.address?.slice(0, 45) ?? null,
    request_id: entry.requestId ?? null,
    details: json(entry.details),
  };
}

/** SHA-256 over the hash before and the row. JSON columns are left out: databases store their text in other orders. */
function chainHash(previous: string, row: ReturnType<typeof toRow>): string {
  const { filter: _filter, details: _details, ...kept } = row;
  return createHash('sha256').update(previous).update('\0').update(JSON.stringify(kept)).digest('hex');
}

export interface AuditRow {
  readonly id: number;
  /** Instant as text, UTC. */
  readonly at: string;
  readonly actorName: string;
  readonly action: string;
  readonly subject: string;
  readonly outcome: string;
  readonly previousHash: string;
  readonly entryHash: string;
}

interface StoredEntry {
  readonly id: number;
  readonly at: string;
  readonly actor_name: string;
  readonly action: string;
  readonly subject: string;
  readonly outcome: string;
  readonly previous_hash: string;
  readonly entry_hash: string;
}

/** The newest entries first. */
export async function latestAudit(db: Queryable, limit: number): Promise<AuditRow[]> {
  const rows = await db.query<StoredEntry>(sql`select id, at, actor_name, action, subject, outcome,
    previous_hash, entry_hash from audit_log order by id desc limit ${limit}`);
  return rows.map(({ actor_name, previous_hash, entry_hash, ...same }) => ({
    ...same,
    actorName: actor_name,
    previousHash: previous_hash,
    entryHash: entry_hash,
  }));
}

/** One look or act, as the page of what it was done to tells it. */
export interface AuditOfSubject {
  readonly id: number;
  readonly at: string;
  readonly actorName: string;
  readonly action: string;
  readonly reason: string | null;
}

/** Which entries of a subject are wanted: of these acts, as many, older than one that is known already. */
export interface AuditWanted {
  readonly actions: readonly AuditEntry['action'][];
  readonly limit: number;
  readonly before: number | null;
}

/** What was done to this subject, the newest first. */
export function auditOf(
  db: Queryable,
  subject: string,
  { actions, limit, before }: AuditWanted,
): Promise<AuditOfSubject[]> {
  const older = before === null ? sql`` : sql`and id < ${before}`;
  return db.query<AuditOfSubject>(sql`
    select id, at, actor_name as "actorName", action, reason from audit_log
    where subject = ${subject} and action in (${join([...actions])}) ${older} order by id desc limit ${limit}`);
}
