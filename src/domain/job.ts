/** States of a job (formats/tables.md 7). */
export type JobStatus =
  | 'queued'
  | 'running'
  | 'waiting_person'
  | 'completed'
  | 'completed_with_problems'
  | 'failed'
  | 'cancelled';

export const finishedStatuses: readonly JobStatus[] = [
  'completed',
  'completed_with_problems',
  'failed',
  'cancelled',
];

/** `done` of `of` in the job's own steps (files); `note` is what it does now, as a text key with details. */
export interface JobProgress {
  readonly done: number;
  readonly of: number;
  readonly unit: 'file' | 'unit' | 'record';
  /** Bytes that came so far, and per second over the last files; null where nothing is downloaded. */
  readonly bytes: number | null;
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** File or unit in work; never a patient's value. */
  readonly current: string | null;
}
