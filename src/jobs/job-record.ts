import {
  type Job,
  type JobFacts,
  type JobProgress,
  type JobResult,
  type JobUnitResult,
  type JobWatch,
  noProgress,
  type Words,
} from '../domain/job.js';
import { isUnitDone } from '../domain/job-retry.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import type { NewJobEvent } from '../store/job-events.js';
import { createProgressMeter } from './progress.js';

/** Who wants to know at once, beside the database: the command line. */
export interface JobListener {
  progress?(progress: JobProgress): void;
  unit?(unit: JobUnitResult): void;
  say?(level: NewJobEvent['level'], message: Words): void;
}

/** What a running job has said and done, in memory until the runner writes it. */
export interface JobRecord {
  readonly watch: JobWatch;
  result(): JobResult;
  progress(): JobProgress;
  /** Aborted when more is done than any earlier start of the job had told. */
  readonly cameFurther: AbortSignal;
  /** Takes what was not written yet; `putBack` returns it where the write failed. */
  take(): Unwritten;
  putBack(unwritten: Unwritten): void;
  say(level: NewJobEvent['level'], message: Words, facts?: JobFacts): void;
}

export interface Unwritten {
  readonly events: readonly NewJobEvent[];
  readonly units: readonly JobUnitResult[];
  readonly progressChanged: boolean;
}

export interface JobRecordParts {
  readonly job: Job;
  readonly earlierUnits: readonly JobUnitResult[];
  /** Which of them are not done again. */
  readonly isLeftOut: (unit: JobUnitResult) => boolean;
  readonly signal: AbortSignal;
  readonly bus: Bus;
  readonly log: Log;
  readonly listener: JobListener;
}

export function createJobRecord(parts: JobRecordParts): JobRecord {
  const { job, listener } = parts;
  const log = parts.log.child({ source: 'job', job: job.jobKey });
  const meter = createProgressMeter(Date.now, job.progress ?? noProgress);
  const units = new Map(parts.earlierUnits.map((unit) => [unit.unit, unit]));
  const finishedUnits = new Set(parts.earlierUnits.filter(parts.isLeftOut).map((unit) => unit.unit));
  let events: NewJobEvent[] = [];
  let newUnits: JobUnitResult[] = [];
  let progressChanged = false;
  const doneBefore = job.progress?.done ?? 0;
  const further = new AbortController();

  const say: JobRecord['say'] = (level, message, facts) => {
    events.push({ at: new Date(), level, message, ...(facts && { facts }) });
    log[level]({}, message.en);
    listener.say?.(level, message);
  };
  const watch: JobWatch = {
    signal: parts.signal,
    finishedUnits,
    progress(change) {
      meter.change(change);
      progressChanged = true;
      if (meter.now().done > doneBefore) further.abort();
      listener.progress?.(meter.now());
    },
    unitDone(unit) {
      units.set(unit.unit, unit);
      if (isUnitDone(unit)) finishedUnits.add(unit.unit);
      newUnits.push(unit);
      listener.unit?.(unit);
      parts.bus.publish('job.unit', { jobKey: job.jobKey, unit: unit.unit, state: unit.state });
    },
    say,
  };
  return {
    watch,
    say,
    result: () => ({ units: [...units.values()] }),
    progress: () => meter.now(),
    cameFurther: further.signal,
    take() {
      const unwritten = { events, units: newUnits, progressChanged };
      events = [];
      newUnits = [];
      progressChanged = false;
      return unwritten;
    },
    putBack(unwritten) {
      events = [...unwritten.events, ...events];
      newUnits = [...unwritten.units, ...newUnits];
      progressChanged ||= unwritten.progressChanged;
    },
  };
}
