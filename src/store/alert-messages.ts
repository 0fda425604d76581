import type { Db, Queryable } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';
import type { AlertLine } from '../domain/alert-message.js';
import type { Language } from '../domain/errors.js';

export type MessageState = 'waiting' | 'sending' | 'sent' | 'failed' | 'dropped';

/** One message on one way out; instants are ISO 8601 UTC. */
export interface KeptMessage {
  readonly id: number;
  readonly messageKey: string;
  /** email, webhook, line; ping = the dead-man's ping after a good run; report = the monthly report by mail. */
  readonly channel: string;
  readonly state: MessageState;
  readonly lines: readonly AlertLine[];
  readonly attempts: number;
  readonly nextTryAt: string | null;
  readonly triedAt: string | null;
  readonly sentAt: string | null;
  readonly problem: string | null;
  readonly answer: Readonly<Record<Language, string>>;
  readonly createdAt: string;
}

interface MessageRow {
  readonly id: number;
  readonly message_key: string;
  readonly channel: string;
  readonly state: MessageState;
  readonly content: string;
  readonly attempts: number;
  readonly next_try_at: string | null;
  readonly tried_at: string | null;
  readonly sent_at: string | null;
  readonly problem: string | null;
  readonly answer_th: string | null;
  readonly answer_en: string | null;
  readonly created_at: string;
}

const columns = sql`id, message_key, channel, state, content, attempts, next_try_at, tried_at, sent_at, problem,
  answer_th, answer_en, created_at`;

const toMessage = (row: MessageRow): KeptMessage => ({
  id: row.id,
  messageKey: row.message_key,
  channel: row.channel,
  state: row.state,
  // The JSON of this table is written by this file alone, hence its shape is known.
  lines: (JSON.parse(row.content) as { lines: AlertLine[] }).lines,
  attempts: row.attempts,
  nextTryAt: row.next_try_at,
  triedAt: row.tried_at,
  sentAt: row.sent_at,
  problem: row.problem,
  answer: { th: row.answer_th ?? '', en: row.answer_en ?? '' },
  createdAt: row.created_at,
});

export async function addMessage(
  db: Queryable,
  message: {
    readonly messageKey: string;
    readonly channel: string;
    readonly lines: readonly AlertLine[];
    readonly at: Date;
  },
): Promise<void> {
  const { messageKey, channel, lines, at } = message;
  await db.insert('alert_messages', {
    message_key: messageKey,
    channel,
    state: 'waiting',
    content: JSON.stringify({ lines }),
    next_try_at: at,
    created_at: at,
    updated_at: at,
  });
}

/**
 * Takes the next message that is due, until `leaseUntil`; also one whose process ended while it was sent. Of several
 * processes one gets it.
 */
export function takeDueMessage(db: Db, now: Date, leaseUntil: Date): Promise<KeptMessage | null> {
  return db.transaction(async (tx) => {
    const row = await tx.first<MessageRow>(sql`select ${columns} from alert_messages
      where state in ('waiting', 'sending') and next_try_at <= ${now} and (lease_until is null or lease_until <= ${now})
      order by next_try_at, id limit 1 for update skip locked`);
    if (!row) return null;
    await tx.execute(sql`update alert_messages set state = 'sending', attempts = attempts + 1, lease_until = ${leaseUntil},
      tried_at = ${now}, updated_at = ${now} where id = ${row.id}`);
    return toMessage({ ...row, state: 'sending', attempts: row.attempts + 1 });
  });
}

export interface MessageEnd {
  readonly state: Exclude<MessageState, 'sending'>;
  readonly nextTryAt: Date | null;
  readonly problem: string | null;
  readonly answer: Readonly<Record<Language, string>>;
}

/** Writes what became of an attempt, where it is still the newest one. */
export async function endAttempt(
  db: Queryable,
  { id, attempts }: Pick<KeptMessage, 'id' | 'attempts'>,
  end: MessageEnd,
  now: Date,
): Promise<void> {
  await db.execute(sql`update alert_messages set state = ${end.state}, next_try_at = ${end.nextTryAt}, lease_until = null,
    sent_at = ${end.state === 'sent' ? now : null}, problem = ${end.problem}, answer_th = ${end.answer.th},
    answer_en = ${end.answer.en}, updated_at = ${now} where id = ${id} and attempts = ${attempts} and state = 'sending'`);
}

/** A message that has failed waits once more; false where it has not failed. */
export async function retryMessage(db: Queryable, id: number, now: Date): Promise<boolean> {
  const rows =
    await db.execute(sql`update alert_messages set state = 'waiting', attempts = 0, next_try_at = ${now},
    updated_at = ${now} where id = ${id} and state in ('failed', 'dropped') and channel <> 'ping'`);
  return rows > 0;
}

/** What became of something that was sent at once, e.g. a ping. */
export async function keepSentMessage(
  db: Queryable,
  message: { readonly messageKey: string; readonly channel: string } & Pick<MessageEnd, 'problem' | 'answer'>,
  now: Date,
): Promise<void> {
  await db.insert('alert_messages', {
    message_key: message.messageKey,
    channel: message.channel,
    state: message.problem === null ? 'sent' : 'failed',
    content: JSON.stringify({ lines: [] }),
    attempts: 1,
    tried_at: now,
    sent_at: message.problem === null ? now : null,
    problem: message.problem,
    answer_th: message.answer.th,
    answer_en: message.answer.en,
    created_at: now,
    updated_at: now,
  });
}

/** When a message for people was last made, on any way; null = never. */
export async function lastMessageAt(db: Queryable): Promise<string | null> {
  const row = await db.first<{ at: string | null }>(
    sql`select max(created_at) as at from alert_messages where channel not in ('ping', 'report')`,
  );
  return row?.at ?? null;
}

export interface MessageFilter {
  readonly channel: string | null;
  readonly state: MessageState | null;
}

function conditionOf({ channel, state }: MessageFilter): Sql {
  const ofChannel = channel === null ? sql`1 = 1` : sql`channel = ${channel}`;
  return state === null ? ofChannel : sql`${ofChannel} and state = ${state}`;
}

/** The newest first; `after` is the id behind which the page begins. */
export async function listMessages(
  db: Queryable,
  filter: MessageFilter,
  { limit, after }: { readonly limit: number; readonly after: number | null },
): Promise<KeptMessage[]> {
  const from = after === null ? sql`1 = 1` : sql`id < ${after}`;
  const rows = await db.query<MessageRow>(sql`select ${columns} from alert_messages
    where ${conditionOf(filter)} and ${from} order by id desc limit ${limit}`);
  return rows.map(toMessage);
}

export async function countMessages(db: Queryable, filter: MessageFilter): Promise<number> {
  const row = await db.first<{ messages: number }>(
    sql`select count(*) as messages from alert_messages where ${conditionOf(filter)}`,
  );
  return Number(row?.messages ?? 0);
}

/** Takes away messages and handled notices from before; the newest notice of an alert stays, as what was told last. */
export async function deleteOldMessages(db: Queryable, before: Date): Promise<void> {
  await db.execute(
    sql`delete from alert_messages where created_at < ${before} and state in ('sent', 'failed', 'dropped')`,
  );
  await db.execute(sql`delete from alert_notices where state = 'skipped' and at < ${before}`);
}
