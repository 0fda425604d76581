import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db/db.js';
import { type Job, jobOutcome } from '../domain/job.js';
import { isUnitDone, isUnitSettled, nextTry } from '../domain/job-retry.js';
import { hourText } from '../domain/thai-date.js';
import { waitsForPerson } from '../domain/waits-for-person.js';
import { isDatabaseAway } from '../store/database-away.js';
import { lastAttemptEnd } from '../store/job-attempts.js';
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
  const endedBy = error ? problemOfError(error, job, parts.log) : null;
  const outcome = jobOutcome(left.result, problemOf('job_parts_failed'));
  const runAt = nextTry({ ...job, ...left, endedBy }, new Date(), parts.random);
  if (runAt !== null) return { ...left, as: 'retry', problem: endedBy ?? outcome.problem, runAt };
  if (endedBy === null) return { ...left, ...outcome };
  return { ...left, status: waitsForPerson(endedBy.code) ? 'waiting_person' : 'failed', problem: endedBy };
}

/** Whether a person began the job again after its end: then what waited for a person is done again too. */
async function isAskedAgain(parts: RunParts, job: Job): Promise<boolean> {
  const end = await lastAttemptEnd(parts.db, job.id);
  return end !== 'retry' && end !== 'stopped' && end !== 'died';
}

/** When it comes again, in the log of the job. */
function sayNextTry(record: JobRecord, job: Job, runAt: Date): void {
  const time = hourText(runAt);
  const count = `${job.failures + 2}`;
  record.say('info', {
    th: `ลองใหม่เวลา ${time} น. (ครั้งที่ ${count} จาก ${job.maxAttempts})`,
    en: `Tries again at ${time} (${count} of ${job.maxAttempts})`,
  });
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
  // What an import refused it refuses again; a portal may have changed its mind.
  const repeatsAll = definition.lane === 'portal' && (await isAskedAgain(parts, job));
  const isLeftOut = repeatsAll ? isUnitDone : isUnitSettled;
  const { bus, log } = parts;
  const record = createJobRecord({
    job,
    earlierUnits,
    isLeftOut,
    signal: stopSwitch.signal,
    bus,
    log,
    listener,
  });
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
  const comesAgain = 'runAt' in end ? end.runAt : null;
  const goesOn = comesAgain !== null || ('status' in end && end.status === 'waiting_person');
  if (end.problem) record.say(reason || goesOn ? 'warn' : 'error', end.problem.message);
  if (comesAgain) sayNextTry(record, job, comesAgain);
  await writeEnd(parts, job, record, end);
  publish(parts, job, 'status' in end ? end.status : 'queued', record);
}
