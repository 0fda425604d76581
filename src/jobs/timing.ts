/** How often the runner looks and writes, in milliseconds; tests take shorter ones. */
export interface JobTiming {
  /** Progress is written and published at most this often. */
  readonly tick: number;
  /** A running job says at least this often that it lives. */
  readonly heartbeat: number;
  /** How often a wish to cancel from another process is looked for. */
  readonly cancelPoll: number;
  /** How often queued jobs of other processes are looked for. */
  readonly queuePoll: number;
  /** How often jobs of dead processes are looked for. */
  readonly deadPoll: number;
  /** A job whose process was silent for so long is dead. */
  readonly silence: number;
  /** How long a job that was told to stop may take before it is left behind. */
  readonly stopPatience: number;
  /** How long a job waits for a database that went away. */
  readonly databasePatience: number;
}

export const usualTiming: JobTiming = {
  tick: 1000,
  heartbeat: 5000,
  cancelPoll: 1500,
  queuePoll: 2000,
  deadPoll: 10_000,
  silence: 20_000,
  stopPatience: 8000,
  databasePatience: 5 * 60_000,
};
