import type { Queryable, Value } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import {
  type AudioKind,
  openTranscriptStates,
  type TranscriptPurpose,
  type TranscriptState,
} from '../domain/transcript.js';

/** A call that was, or is being, turned into text; without the text itself. Instants are ISO 8601, UTC. */
export interface Transcript {
  readonly id: number;
  readonly key: string;
  readonly jobId: number;
  readonly userId: number;
  readonly askedBy: string;
  readonly purpose: TranscriptPurpose;
  readonly tranId: string | null;
  readonly language: string;
  readonly withTranslation: boolean;
  readonly service: string;
  readonly way: 'poll' | 'stream' | 'realtime';
  readonly audioKind: AudioKind;
  readonly sizeBytes: number;
  readonly state: TranscriptState;
  readonly taskId: string | null;
  readonly sentAt: string | null;
  readonly finishedAt: string | null;
  readonly problem: string | null;
  readonly details: Readonly<Record<string, string | number>>;
  readonly createdAt: string;
}

export interface TranscriptTexts {
  readonly transcript: string | null;
  readonly translation: string | null;
  readonly risk: string | null;
}

export type NewTranscript = Pick<
  Transcript,
  | 'key'
  | 'jobId'
  | 'userId'
  | 'askedBy'
  | 'purpose'
  | 'tranId'
  | 'language'
  | 'withTranslation'
  | 'service'
  | 'way'
  | 'audioKind'
  | 'sizeBytes'
>;

type Row = Omit<Transcript, 'details'> & { readonly details: string | null };

const columns = sql`id, transcript_key as "key", job_id as "jobId", user_id as "userId", asked_by as "askedBy", purpose,
  tran_id as "tranId", language, with_translation as "withTranslation", service, way, audio_kind as "audioKind",
  size_bytes as "sizeBytes", state, task_id as "taskId", sent_at as "sentAt", finished_at as "finishedAt", problem,
  details, created_at as "createdAt"`;

// Written by this file alone, hence the shape of its details is known.
const toTranscript = ({ details, ...row }: Row): Transcript => ({
  ...row,
  details: details === null ? {} : (JSON.parse(details) as Transcript['details']),
});

export async function insertTranscript(tx: Queryable, made: NewTranscript, now: Date): Promise<number> {
  return await tx.insert('audio_transcripts', {
    transcript_key: made.key,
    job_id: made.jobId,
    user_id: made.userId,
    asked_by: made.askedBy.slice(0, 190),
    purpose: made.purpose,
    tran_id: made.tranId,
    language: made.language,
    with_translation: made.withTranslation,
    service: made.service,
    way: made.way,
    audio_kind: made.audioKind,
    size_bytes: made.sizeBytes,
    state: 'waiting',
    created_at: now,
    updated_at: now,
  });
}

async function rowsWhere(db: Queryable, tail: Sql): Promise<Transcript[]> {
  const rows = await db.query<Row>(sql`select ${columns} from audio_transcripts where ${tail}`);
  return rows.map(toTranscript);
}

export async function findTranscript(db: Queryable, key: string): Promise<Transcript | null> {
  return (await rowsWhere(db, sql`transcript_key = ${key}`))[0] ?? null;
}

export async function findTranscriptTexts(db: Queryable, key: string): Promise<TranscriptTexts | null> {
  return await db.first<TranscriptTexts>(
    sql`select transcript, translation, risk from audio_transcripts where transcript_key = ${key}`,
  );
}

/** The newest first, older than one that is known already. */
export function listTranscripts(
  db: Queryable,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<Transcript[]> {
  const older = before === null ? sql`1 = 1` : sql`id < ${before}`;
  return rowsWhere(db, sql`${older} order by id desc limit ${limit}`);
}

const isOpen = sql`state in (${join([...openTranscriptStates])})`;

/** Those that have not ended although their job has: nobody works on them any more. */
export function transcriptsLeft(db: Queryable): Promise<Transcript[]> {
  return rowsWhere(
    db,
    sql`${isOpen} and not exists (select 1 from jobs j where j.id = audio_transcripts.job_id
      and j.status in ('queued', 'running', 'waiting_person'))`,
  );
}

/** Whether this person has sent a recording to this service before. */
export async function hasUsedService(db: Queryable, userId: number, service: string): Promise<boolean> {
  const found = await db.first<{ readonly id: number }>(sql`select id from audio_transcripts
    where user_id = ${userId} and service = ${service} order by id limit 1`);
  return found !== null;
}

/** When the service last gave a result; null = never. */
export async function lastTranscriptAt(db: Queryable, service: string): Promise<string | null> {
  const found = await db.first<{ readonly at: string | null }>(sql`select max(finished_at) as "at"
    from audio_transcripts where service = ${service} and state = 'completed'`);
  return found?.at ?? null;
}

export interface TranscriptChange extends Partial<TranscriptTexts> {
  readonly state?: TranscriptState;
  readonly taskId?: string | null;
  readonly sentAt?: Date | null;
  readonly finishedAt?: Date;
  readonly problem?: string | null;
  readonly details?: Readonly<Record<string, string | number>>;
}

/** Members that are not named stay. Changes only one that has not ended; answers whether it did. */
export async function changeTranscript(
  db: Queryable,
  key: string,
  change: TranscriptChange,
  now: Date,
): Promise<boolean> {
  const { state, taskId, sentAt, finishedAt, transcript, translation, risk, problem, details } = change;
  const json = details === undefined ? undefined : JSON.stringify(details);
  const named: readonly (readonly [Sql, Value | undefined])[] = [
    [sql`state`, state],
    [sql`task_id`, taskId],
    [sql`sent_at`, sentAt],
    [sql`finished_at`, finishedAt],
    [sql`transcript`, transcript],
    [sql`translation`, translation],
    [sql`risk`, risk?.slice(0, 60) ?? risk],
    [sql`problem`, problem],
    [sql`details`, json],
  ];
  const sets = named.flatMap(([column, value]) => (value === undefined ? [] : [sql`${column} = ${value}`]));
  const changed =
    await db.execute(sql`update audio_transcripts set ${join([...sets, sql`updated_at = ${now}`])}
    where transcript_key = ${key} and ${isOpen}`);
  return changed > 0;
}

export async function deleteTranscript(db: Queryable, key: string): Promise<void> {
  await db.execute(sql`delete from audio_transcripts where transcript_key = ${key}`);
}

/** Takes those away that were asked for before, except what is still worked on. Answers how many. */
export async function deleteOldTranscripts(db: Queryable, before: Date): Promise<number> {
  return await db.execute(
    sql`delete from audio_transcripts where created_at < ${before} and not (${isOpen})`,
  );
}
