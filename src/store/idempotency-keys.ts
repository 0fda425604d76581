import type { Db, Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** Which call it is: who called, and under which key. */
export interface CallName {
  readonly caller: string;
  readonly key: string;
}

/** What was answered; `body` is the text as bytes, encrypted where there is a nonce. */
export interface StoredAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly etag: string | null;
  readonly body: Uint8Array;
  readonly nonce: Uint8Array | null;
  /** Instant of the change, UTC text: known when its transaction was over. */
  readonly at: string | null;
}

export type CallStanding =
  /** This run has it: go on. */
  | { readonly state: 'mine' }
  | { readonly state: 'running' }
  | { readonly state: 'other_request' }
  | { readonly state: 'done'; readonly answer: StoredAnswer };

interface CallRow {
  readonly request_hash: string;
  readonly state: string;
  readonly owner: string;
  readonly status: number | null;
  readonly location: string | null;
  readonly etag: string | null;
  readonly body: Uint8Array | null;
  readonly nonce: Uint8Array | null;
  readonly lease_until: string;
  readonly created_at: string;
  readonly at: string | null;
}

export interface BegunCall extends CallName {
  readonly requestHash: string;
  /** This run, and no other. */
  readonly owner: string;
  readonly now: Date;
  readonly leaseUntil: Date;
  /** What was called before counts no longer, unless it still runs. */
  readonly keptSince: Date;
}

/** Whether a run that is alive has the call. Waits for nobody: the end of that run is seen when it is committed. */
export async function isRunning(db: Queryable, { caller, key }: CallName, now: Date): Promise<boolean> {
  const found = await db.first(sql`
    select owner from idempotency_keys
    where caller = ${caller} and idem_key = ${key} and state = 'running' and lease_until > ${now}`);
  return found !== null;
}

/** Takes the call for this run, unless another has it or had it. */
export async function beginCall(db: Db, begun: BegunCall): Promise<CallStanding> {
  const { caller, key, owner } = begun;
  const row = {
    caller,
    idem_key: key,
    request_hash: begun.requestHash,
    state: 'running',
    owner,
    lease_until: begun.leaseUntil,
    created_at: begun.now,
  };
  await db.upsert('idempotency_keys', [row], ['caller', 'idem_key'], []);
  const found = await db.first<CallRow>(sql`
    select k.request_hash, k.state, k.owner, k.status, k.location, k.etag, k.body, k.nonce, k.lease_until, k.created_at,
      (select max(b.at) from change_batches b where b.batch = k.change_batch) as at
    from idempotency_keys k where caller = ${caller} and idem_key = ${key}`);
  // The first run failed between the two statements: whoever asks again runs it.
  if (found === null) return { state: 'running' };
  if (found.owner === owner) return { state: 'mine' };
  const isAlive = found.state === 'running' && Date.parse(found.lease_until) > begun.now.getTime();
  if (Date.parse(found.created_at) < begun.keptSince.getTime() && !isAlive) {
    await db.execute(sql`delete from idempotency_keys
      where caller = ${caller} and idem_key = ${key} and owner = ${found.owner}
        and (state <> 'running' or lease_until <= ${begun.now})`);
    return await beginCall(db, begun);
  }
  if (found.request_hash !== begun.requestHash) return { state: 'other_request' };
  if (found.state === 'done' && found.status !== null && found.body !== null) {
    const { status, location, etag, body, nonce, at } = found;
    return { state: 'done', answer: { status, location, etag, body, nonce, at } };
  }
  return (await takeOver(db, begun, found)) ? { state: 'mine' } : { state: 'running' };
}

/** A run whose lease has ended is taken for dead; of several that repeat it one gets its place. */
async function takeOver(db: Db, begun: BegunCall, found: CallRow): Promise<boolean> {
  if (Date.parse(found.lease_until) > begun.now.getTime()) return false;
  const taken = await db.execute(sql`
    update idempotency_keys set owner = ${begun.owner}, lease_until = ${begun.leaseUntil}
    where caller = ${begun.caller} and idem_key = ${begun.key} and state = 'running' and owner = ${found.owner}
      and lease_until <= ${begun.now}`);
  return taken > 0;
}

type Run = CallName & { readonly owner: string };

const ofRun = ({ caller, key, owner }: Run) =>
  sql`caller = ${caller} and idem_key = ${key} and owner = ${owner} and state = 'running'`;

/** Says that the run is alive. */
export async function renewCall(db: Db, run: Run, leaseUntil: Date): Promise<void> {
  await db.execute(sql`update idempotency_keys set lease_until = ${leaseUntil} where ${ofRun(run)}`);
}

/** In the transaction of the change; false = another run has taken it over: roll back. */
export async function finishCall(
  tx: Queryable,
  run: Run,
  answer: Omit<StoredAnswer, 'at'> & { readonly batch: number | null },
): Promise<boolean> {
  const hit = await tx.execute(sql`
    update idempotency_keys set state = 'done', status = ${answer.status}, location = ${answer.location},
      etag = ${answer.etag}, body = ${answer.body}, nonce = ${answer.nonce}, change_batch = ${answer.batch} where ${ofRun(run)}`);
  return hit > 0;
}

/** Nothing was changed: a repeat may run. */
export async function dropCall(db: Db, run: Run): Promise<void> {
  await db.execute(sql`delete from idempotency_keys where ${ofRun(run)}`);
}

export async function purgeCalls(db: Queryable, before: Date): Promise<number> {
  return await db.execute(sql`delete from idempotency_keys where created_at < ${before}`);
}
