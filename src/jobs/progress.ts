import { type JobProgress, noProgress } from '../domain/job.js';

/** Speed is measured over this many milliseconds. */
const speedWindow = 15_000;

interface Sample {
  readonly at: number;
  readonly done: number;
  readonly bytes: number;
}

export interface ProgressMeter {
  /** Takes what a service knows and adds speed and time left. */
  change(change: Partial<JobProgress>): void;
  now(): JobProgress;
}

/** `clock` answers milliseconds; `from` is where an earlier run of the job had come to. */
export function createProgressMeter(clock: () => number, from: JobProgress = noProgress): ProgressMeter {
  // Bytes are counted anew by each run, or the speed would be measured against those of the run before.
  let progress: JobProgress = {
    ...from,
    bytes: null,
    bytesPerSecond: null,
    secondsLeft: null,
    current: null,
  };
  let samples: Sample[] = [];

  function measured(known: JobProgress): JobProgress {
    const at = clock();
    samples = samples.filter((sample) => at - sample.at <= speedWindow);
    samples.push({ at, done: known.done, bytes: known.bytes ?? 0 });
    const first = samples[0];
    const seconds = first ? (at - first.at) / 1000 : 0;
    if (!first || seconds <= 0) return known;
    const bytesPerSecond = known.bytes === null ? null : Math.round((known.bytes - first.bytes) / seconds);
    const perSecond = (known.done - first.done) / seconds;
    const left = Math.max(0, known.of - known.done);
    return {
      ...known,
      bytesPerSecond,
      secondsLeft: perSecond > 0 ? Math.ceil(left / perSecond) : known.secondsLeft,
    };
  }

  return {
    change(change) {
      progress = measured({ ...progress, ...change });
    },
    now: () => progress,
  };
}
