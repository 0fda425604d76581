/** One line of the log as the ring keeps it. */
export interface LogEntry {
  /** Counts from 1 in each run of the program. */
  readonly seq: number;
  /** `BOOT.SEQ`: the run and the line. */
  readonly id: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly source: string;
  readonly job: string | null;
  /** The line as JSON text: `{"timestamp","level","source","message",…}`. */
  readonly json: string;
}

/** The last lines of the log, in memory, with a place to wait for the next one. */
export interface LogRing {
  /** Names this run of the program. */
  readonly boot: string;
  /** Number of the oldest line that is kept, and of the newest; 0 while there is none. */
  readonly first: () => number;
  readonly last: () => number;
  at(seq: number): LogEntry | undefined;
  add(json: string): void;
  /** Called after each new line; answers the function that ends the listening. */
  listen(listener: () => void): () => void;
}
