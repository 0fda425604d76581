import type { Queryable, Value } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import type { OutboxChange, OutboxKey, OutboxRow, OutboxState, SentCase } from '../domain/openchs-outbox.js';

interface StoredRow extends Omit<OutboxRow, 'details' | 'sent'> {
  readonly details: string | null;
  readonly sent: string | null;
}

const columns = sql`o.id, o.target, o.hospital_code as "hospitalCode", o.tran_id as "tranId", o.deny_code as "denyCode",
  o.reference, o.case_id as "caseId", o.state, o.attempts, o.next_at as "nextAt", o.first_tried_at as "firstTriedAt",
  o.tried_at as "triedAt", o.remote_id as "remoteId", o.remote_status as "remoteStatus", o.remote_as as "remoteAs",
  o.local_status as "localStatus",
  o.is_gone as "isGone", o.was_uncertain as "wasUncertain", o.copies, o.check_at as "checkAt", o.synced_at as "syncedAt",
  o.problem, o.details, o.sent, o.decided_at as "decidedAt", o.created_at as "createdAt"`;

const toRow = (row: StoredRow): OutboxRow => ({
  ...row,
  // Written by this file alone, hence its shape is known.
  details: row.details === null ? {} : (JSON.parse(row.details) as OutboxRow['details']),
  sent: row.sent === null ? null : (JSON.parse(row.sent) as SentCase),
});

async function select(db: Queryable, rest: Sql): Promise<OutboxRow[]> {
  return (await db.query<StoredRow>(sql`select ${columns} from openchs_outbox o where ${rest}`)).map(toRow);
}

export interface NewOutboxRow extends OutboxKey {
  readonly reference: string;
  readonly caseId: number;
}

/**
 * Queues denials; one that was queued before stays as it is. With `lostSince` they may have been sent in a time that a restore
 * took away here: they are looked for from then on, before anything is sent.
 */
export async function queueOutbox(
  tx: Queryable,
  rows: readonly NewOutboxRow[],
  { now, lostSince }: { readonly now: Date; readonly lostSince: Date | null },
): Promise<void> {
  const doubt = lostSince && { problem: 'openchs_restored', first_tried_at: lostSince };
  await tx.upsert(
    'openchs_outbox',
    rows.map(({ target, hospitalCode, tranId, denyCode, reference, caseId }) => ({
      target,
      hospital_code: hospitalCode,
      tran_id: tranId,
      deny_code: denyCode,
      reference,
      case_id: caseId,
      state: doubt ? 'uncertain' : 'new',
      attempts: 0,
      next_at: now,
      is_gone: false,
      was_uncertain: doubt !== null,
      copies: 0,
      problem: doubt?.problem ?? null,
      first_tried_at: doubt?.first_tried_at ?? null,
      created_at: now,
      updated_at: now,
    })),
    ['target', 'hospital_code', 'tran_id', 'deny_code'],
    [],
  );
}

/** Rows whose turn it is, the longest waiting first. */
export function dueOutbox(db: Queryable, target: string, now: Date, limit: number): Promise<OutboxRow[]> {
  return select(
    db,
    sql`o.target = ${target} and o.state in ('new', 'retry', 'uncertain') and o.next_at <= ${now}
      order by o.next_at, o.id limit ${limit}`,
  );
}

export async function findOutbox(db: Queryable, id: number): Promise<OutboxRow | null> {
  return (await select(db, sql`o.id = ${id}`))[0] ?? null;
}

/** Says that the row is being sent, and what; false where somebody else has changed it meanwhile. */
export async function markSending(
  tx: Queryable,
  { id, state, attempts }: OutboxRow,
  sent: SentCase,
  now: Date,
): Promise<boolean> {
  const rows = await tx.execute(sql`
    update openchs_outbox set state = 'sending', attempts = attempts + 1, sent = ${JSON.stringify(sent)}, tried_at = ${now},
      first_tried_at = coalesce(first_tried_at, ${now}), updated_at = ${now} where id = ${id} and state = ${state}
      and attempts = ${attempts}`);
  return rows > 0;
}

const names = {
  state: 'state',
  nextAt: 'next_at',
  remoteId: 'remote_id',
  remoteStatus: 'remote_status',
  remoteAs: 'remote_as',
  localStatus: 'local_status',
  isGone: 'is_gone',
  wasUncertain: 'was_uncertain',
  copies: 'copies',
  checkAt: 'check_at',
  syncedAt: 'synced_at',
  decidedAt: 'decided_at',
  problem: 'problem',
  details: 'details',
} as const satisfies Record<keyof OutboxChange, string>;

/**
 * Writes a change where the row is still as it was read: in the same state, and not sent again since. Where it is not, false:
 * what came late changes nothing.
 */
export async function changeOutbox(
  tx: Queryable,
  { id, state, attempts }: Pick<OutboxRow, 'id' | 'state' | 'attempts'>,
  change: OutboxChange,
  now: Date,
): Promise<boolean> {
  const sets = (Object.keys(names) as (keyof OutboxChange)[]) // the keys of a literal object
    .filter((name) => change[name] !== undefined)
    .map((name) => sql`${raw(names[name])} = ${storedValue(change[name])}`);
  // What has arrived is not said again, and what was refused is said anew.
  if (change.state === 'done' || change.state === 'refused') sets.push(sql`sent = ${null}`);
  const rows = await tx.execute(sql`
    update openchs_outbox set ${join([...sets, sql`updated_at = ${now}`])}
    where id = ${id} and state = ${state} and attempts = ${attempts}`);
  return rows > 0;
}

function storedValue(value: OutboxChange[keyof OutboxChange]): Value {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : value;
}

/** What was being sent when its process ended: nobody knows what became of it, or how long that process went on. Answers how many. */
export async function markLostSendings(
  tx: Queryable,
  target: string,
  waitMs: number,
  now: Date,
): Promise<number> {
  const lost = await select(tx, sql`o.target = ${target} and o.state = 'sending'`);
  for (const row of lost)
    await changeOutbox(
      tx,
      row,
      {
        state: 'uncertain',
        wasUncertain: true,
        nextAt: new Date(now.getTime() + waitMs),
        problem: 'openchs_broken_off',
        details: {},
      },
      now,
    );
  return lost.length;
}

/** Cases that are there, by their ids there. */
export async function outboxByRemoteIds(
  db: Queryable,
  target: string,
  ids: readonly string[],
): Promise<OutboxRow[]> {
  const found: OutboxRow[] = [];
  for (let from = 0; from < ids.length; from += 500)
    found.push(
      ...(await select(
        db,
        sql`o.target = ${target} and o.state = 'done' and o.remote_id in (${join(ids.slice(from, from + 500))})`,
      )),
    );
  return found;
}

/** Cases that are there and were not read, or tried to be read, since: those longest ago first; closed ones are not read again. */
export function openOutbox(db: Queryable, target: string, before: Date, limit: number): Promise<OutboxRow[]> {
  return select(
    db,
    sql`o.target = ${target} and o.state = 'done' and not o.is_gone and (o.synced_at is null or o.synced_at <= ${before})
      and (o.problem is null or o.updated_at <= ${before})
      and (o.remote_as is null or o.remote_as not in ('resolved', 'closed'))
      order by o.updated_at, o.id limit ${limit}`,
  );
}

/** Cases whose copies are to be counted now. */
export function dueChecks(db: Queryable, target: string, now: Date, limit: number): Promise<OutboxRow[]> {
  return select(
    db,
    sql`o.target = ${target} and o.state = 'done' and o.check_at <= ${now} order by o.check_at, o.id limit ${limit}`,
  );
}

/** Cases that are done here by one of these words and not yet there; what failed last stands at the back. */
export function closableOutbox(
  db: Queryable,
  target: string,
  statuses: readonly string[],
  limit: number,
): Promise<OutboxRow[]> {
  return select(
    db,
    sql`o.target = ${target} and o.state = 'done' and not o.is_gone
      and (o.remote_as is null or o.remote_as not in ('resolved', 'closed'))
      and exists (select 1 from cases k where k.id = o.case_id and k.status in (${join(statuses)}))
      order by o.updated_at, o.id limit ${limit}`,
  );
}

export async function outboxCounts(db: Queryable, target: string): Promise<ReadonlyMap<OutboxState, number>> {
  const rows = await db.query<{ state: OutboxState; count: number }>(
    sql`select state, count(*) as count from openchs_outbox where target = ${target} group by state`,
  );
  return new Map(rows.map(({ state, count }) => [state, count]));
}

/** Rows that a person has to see to, then the newest. */
export interface OutboxListRow extends OutboxRow {
  readonly caseNumber: string | null;
  readonly caseStatus: string | null;
}

export async function listOutbox(
  db: Queryable,
  asked: { readonly target: string; readonly states: readonly OutboxState[]; readonly limit: number },
): Promise<OutboxListRow[]> {
  const rows = await db.query<StoredRow & Pick<OutboxListRow, 'caseNumber' | 'caseStatus'>>(sql`
    select ${columns}, k.case_number as "caseNumber", k.status as "caseStatus"
    from openchs_outbox o left join cases k on k.id = o.case_id
    where o.target = ${asked.target} and o.state in (${join(asked.states)}) order by o.id desc limit ${asked.limit}`);
  return rows.map((row) => ({ ...toRow(row), caseNumber: row.caseNumber, caseStatus: row.caseStatus }));
}

/** Rows that wait for a person: how many, and the last of them. What was not needed any more waits for nobody. */
export async function peopleOutbox(
  db: Queryable,
  target: string,
): Promise<Record<'undecided' | 'refused', { readonly count: number; readonly newest: number }>> {
  const of = async (where: Sql) => {
    const row = await db.first<{ count: number; newest: number | null }>(
      sql`select count(*) as count, max(id) as newest from openchs_outbox where target = ${target} and ${where}`,
    );
    return { count: row?.count ?? 0, newest: row?.newest ?? 0 };
  };
  return {
    undecided: await of(sql`state = 'uncertain' and next_at is null`),
    refused: await of(sql`state = 'refused' and problem not in ('openchs_not_needed', 'openchs_left')`),
  };
}
