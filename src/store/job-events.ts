import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import type { Job, JobFacts, Words } from '../domain/job.js';

/** A line of a job's readable log. No names, no ids of patients. */
export interface NewJobEvent {
  readonly at: Date;
  readonly level: 'info' | 'warn' | 'error';
  readonly message: Words;
  readonly facts?: JobFacts;
}

export interface JobEvent {
  readonly id: number;
  /** The start of the job that said it. */
  readonly attempt: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly level: 'info' | 'warn' | 'error';
  readonly message: Words;
  readonly facts: JobFacts | null;
}

/** What lies in the column `details`. */
interface StoredDetails {
  readonly en?: string;
  readonly facts?: JobFacts;
}

function detailsText({ message, facts }: NewJobEvent): string {
  const details: StoredDetails = { en: message.en, ...(facts && { facts }) };
  return JSON.stringify(details);
}

/** The Thai text is the message, the English one lies in the details. */
export async function saveJobEvents(
  db: Queryable,
  job: Pick<Job, 'id' | 'attempts'>,
  events: readonly NewJobEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await db.bulkInsert(
    'job_events',
    ['at', 'level', 'source', 'job_id', 'attempt', 'message', 'details'],
    events.map((event) => [
      event.at,
      event.level,
      'job',
      job.id,
      job.attempts,
      event.message.th,
      detailsText(event),
    ]),
  );
}

interface EventRow {
  readonly id: number;
  readonly attempt: number;
  readonly at: string;
  readonly level: JobEvent['level'];
  readonly message: string;
  readonly details: string | null;
}

const columns = sql`id, attempt, at, level, message, details`;

function toEvent(row: EventRow): JobEvent {
  // Written by saveJobEvents alone, hence its shape is known.
  const details = row.details === null ? null : (JSON.parse(row.details) as StoredDetails);
  return {
    id: row.id,
    attempt: row.attempt,
    at: row.at,
    level: row.level,
    message: { th: row.message, en: details?.en ?? row.message },
    facts: details?.facts ?? null,
  };
}

/** Oldest first, from the line after `after` (0 = from the start). */
export async function listJobEvents(
  db: Queryable,
  jobId: number,
  after: number,
  limit: number,
): Promise<JobEvent[]> {
  const rows = await db.query<EventRow>(
    sql`select ${columns} from job_events where job_id = ${jobId} and id > ${after} order by id limit ${limit}`,
  );
  return rows.map(toEvent);
}

/** The last lines before `before` (null = the newest), oldest first. */
export async function listLastJobEvents(
  db: Queryable,
  jobId: number,
  before: number | null,
  limit: number,
): Promise<JobEvent[]> {
  const until = before === null ? sql`` : sql`and id < ${before}`;
  const rows = await db.query<EventRow>(
    sql`select ${columns} from job_events where job_id = ${jobId} ${until} order by id desc limit ${limit}`,
  );
  return rows.reverse().map(toEvent);
}
