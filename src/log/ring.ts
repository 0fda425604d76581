import { randomBytes } from 'node:crypto';

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** One line of the log as the ring keeps it. */
export interface LogEntry {
  /** Counts from 1 in each run of the program. */
  readonly seq: number;
  /** `BOOT.SEQ`: the run and the line. */
  readonly id: string;
  readonly level: LogLevel;
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

/** 10,000 lines are some hours of work and a few megabytes. */
export function createRing(size = 10_000, boot = randomBytes(5).toString('hex')): LogRing {
  const entries: LogEntry[] = [];
  const listeners = new Set<() => void>();
  let last = 0;
  return {
    boot,
    first: () => (last === 0 ? 0 : Math.max(1, last - size + 1)),
    last: () => last,
    at: (seq) => (seq < 1 || seq > last || seq <= last - size ? undefined : entries[(seq - 1) % size]),
    add(json) {
      last += 1;
      entries[(last - 1) % size] = readEntry(json, last, `${boot}.${last}`);
      for (const listener of listeners) listener();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function readEntry(json: string, seq: number, id: string): LogEntry {
  const line: { level?: unknown; source?: unknown; job?: unknown } = JSON.parse(json);
  return {
    seq,
    id,
    level: logLevels.find((level) => level === line.level) ?? 'info',
    source: typeof line.source === 'string' ? line.source : 'server',
    job: line.job === undefined || line.job === null ? null : String(line.job),
    json,
  };
}
