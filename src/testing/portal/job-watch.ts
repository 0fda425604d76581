import type { JobProgress, JobUnitResult, JobWatch, Words } from '../../domain/job.js';

/** A watch that keeps what it is told. */
export interface KeepingWatch extends JobWatch {
  readonly units: JobUnitResult[];
  readonly said: Words[];
  readonly told: Partial<JobProgress>[];
}

export function keepingWatch(signal = new AbortController().signal): KeepingWatch {
  const units: JobUnitResult[] = [];
  const said: Words[] = [];
  const told: Partial<JobProgress>[] = [];
  return {
    signal,
    finishedUnits: new Set(),
    units,
    said,
    told,
    progress: (change) => void told.push(change),
    unitDone: (unit) => void units.push(unit),
    say: (_, message) => void said.push(message),
  };
}
