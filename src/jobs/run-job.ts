import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { type Job, jobOutcome } from '../domain/job.js';
import { waitsForPerson } from '../domain/waits-for-person.js';
import { isDatabaseAway } from '../store/database-away.js';
import type { JobEnd, Requeue } from '../store/job-queue.js';
import { listJobUnits } from '../store/job-units.js';

import type { JobDefinition } from './job.js';
import { problemOf, problemOfError } from './job-problem.js';
import { createJobRecord, type JobListener, type JobRecord } from './job-record.js';
import { keepRecord, publish, type RunParts, writeEnd } from './keep-record.js';
import type { StopReason, StopSwitch } from './stop-switch.js';
import type { JobTiming } from './timing.js';

/** Waits until the database answers again; false where it did not in time. */
async function databaseCameBack(db: Db, signal: AbortSignal, timing: JobTiming): Promise<boolean> {
  const until = Date.now() + timing.databasePatience;
  while (Date.now() < until && !signal.aborted) {
    await sleep(timing.tick, undefined, { ref: true });
    try {
      await db.ping();
      return true;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // Still away: that is what is waited for.
    }
  }
  return false;
}

/** Runs the work; where the database goes away it waits and does what is left, at most twice. */
async function workThroughOutages(
  parts: RunParts,
  definition: JobDefinition,
  job: Job,
  record: JobRecord,
): Promise<void> {
  for (let outages = 0; ; outages++) {
    try {
      await definition.run(job.params, record.watch, job);
      return;
    } catch (error) {
      const { signal } = record.watch;
      if (!isDatabaseAway(error) || outages === 2 || signal.aborted) throw error;
      record.say('warn', {
        th: 'ติดต่อฐานข้อมูลไม่ได้ งานหยุดรอ',
        en: 'The database cannot be reached, the job waits',
      });
      if (!(await databaseCameBack(parts.db, signal, parts.timing))) throw error;
      record.say('info', {
        th: 'ฐานข้อมูลกลับมาแล้ว ทำส่วนที่เหลือต่อ',
        en: 'The database is back, the job goes on with what is left',
      });
    }
  }
}

/** Resolves `stopPatience` after the job was told to stop, for work that does not listen. */
function patienceEnds(signal: AbortSignal, ended: AbortSignal, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const begin = () => {
      const timer = setTimeout(resolve, patience);
      ended.addEventListener('abort', () => clearTimeout(timer), { once: true });
    };
    if (signal.aborted) begin();
    else signal.addEventListener('abort', begin, { once: true });
  });
}

/** When the program may sign in at NHSO again by itself; null where that is not what the job waits for. */
function goesOnAt(error: unknown): Date | null {
  const spent = error instanceof AppError && error.code === 'sign_ins_spent';
  return spent ? new Date(String(error.details.until)) : null;
}

function endOf(
  parts: RunParts,
  job: Job,
  record: JobRecord,
  reason: StopReason | null,
  error: unknown,
): JobEnd | Requeue {
  const left = { result: record.result(), progress: record.progress() };
  if (reason === 'stopped' && parts.onStop === 'requeue')
    return { ...left, as: 'stopped', problem: null, runAt: null };
  if (reason) return { ...left, status: 'cancelled', problem: problemOf('job_cancelled') };
  if (error) {
    const problem = problemOfError(error, job, parts.log);
    const runAt = goesOnAt(error);
    if (runAt !== null) return { ...left, as: 'stopped', problem, runAt };
    return { ...left, status: waitsForPerson(problem.code) ? 'waiting_person' : 'failed', problem };
  }
  return { ...left, ...jobOutcome(left.result, problemOf('job_parts_failed')) };
}

/** Runs a claimed job to its end and writes it; throws only where the end could not be written. */
export async function runJob(
  parts: RunParts,
  definition: JobDefinition,
  job: Job,
  stopSwitch: StopSwitch,
  listener: JobListener,
): Promise<void> {
  const ended = new AbortController();
  const earlierUnits = job.attempts > 1 ? await listJobUnits(parts.db, job.id) : [];
  const { bus, log } = parts;
  const record = createJobRecord({ job, earlierUnits, signal: stopSwitch.signal, bus, log, listener });
  publish(parts, job, 'running', record);
  const kept = keepRecord(parts, job, record, stopSwitch, ended.signal);
  let failure: unknown = null;
  try {
    await Promise.race([
      workThroughOutages(parts, definition, job, record),
      patienceEnds(stopSwitch.signal, ended.signal, parts.timing.stopPatience),
    ]);
  } catch (error) {
    failure = error;
  }
  ended.abort();
  await kept;
  const reason = stopSwitch.reason();
  if (reason === 'lost') return;
  const end = endOf(parts, job, record, reason, failure);
  if (end.problem) record.say(reason ? 'warn' : 'error', end.problem.message);
  await writeEnd(parts, job, record, end);
  publish(parts, job, 'status' in end ? end.status : 'queued', record);
}
