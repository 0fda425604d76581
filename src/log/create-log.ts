import { type Logger, multistream, pino, stdTimeFunctions } from 'pino';
import type { Log } from './log.js';
import { redact, redactText } from './redact.js';
import type { LogLevel, LogRing } from './ring.js';
import { openRotatingFile, type RotatingFile } from './rotating-file.js';
import { shortLine } from './short-line.js';

export interface LogOptions {
  readonly level: LogLevel;
  /** Folder of the log files; null = none (tests, small commands). */
  readonly folder: string | null;
  readonly keepDays: number;
  readonly ring: LogRing | null;
  /** Where lines are also written: JSON for machines, short lines where a person looks at a terminal; null = nowhere. */
  readonly console: { write(text: string): unknown; readonly isTTY?: boolean } | null;
  readonly maxFileBytes?: number;
  readonly now?: () => Date;
}

export interface OpenedLog {
  readonly log: Log;
  close(): void;
}

/** pino to console, rotated file and ring; every line is redacted before any of them gets it. */
export function createLog(options: LogOptions): OpenedLog {
  const file = options.folder === null ? null : openFile(options, options.folder);
  const { console: out, ring } = options;
  const streams = [
    ...(out === null
      ? []
      : [{ write: (line: string) => out.write(out.isTTY === true ? shortLine(line) : line) }]),
    ...(file === null ? [] : [{ write: (line: string) => file.write(line) }]),
    ...(ring === null ? [] : [{ write: (line: string) => ring.add(line.trimEnd()) }]),
  ].map((stream) => ({ level: options.level, stream }));
  const logger = pino(
    {
      level: options.level,
      base: null,
      messageKey: 'message',
      timestamp: () => stdTimeFunctions.isoTime().replace('"time"', '"timestamp"'),
      formatters: { level: (label) => ({ level: label }) },
    },
    multistream(streams),
  );
  return { log: wrap(logger, { source: 'server' }), close: () => file?.close() };
}

function openFile(options: LogOptions, folder: string): RotatingFile {
  return openRotatingFile({
    folder,
    keepDays: options.keepDays,
    maxBytes: options.maxFileBytes ?? 20 * 1024 * 1024,
    now: options.now ?? (() => new Date()),
  });
}

/** The names that every line has; a field of this name would stand twice in the JSON. */
const ownNames = new Set(['level', 'timestamp', 'message']);

/** Fields of a child are kept here, not in pino: a line that names `source` again would carry it twice. */
function wrap(logger: Logger, fixed: Readonly<Record<string, unknown>>): Log {
  const merged = (fields: object) => {
    const safe = Object.entries({ ...fixed, ...safeFields(fields) });
    return Object.fromEntries(safe.filter(([name]) => !ownNames.has(name)));
  };
  return {
    debug: (fields, message) => logger.debug(merged(fields), redactText(message)),
    info: (fields, message) => logger.info(merged(fields), redactText(message)),
    warn: (fields, message) => logger.warn(merged(fields), redactText(message)),
    error: (fields, message) => logger.error(merged(fields), redactText(message)),
    child: (fields) => wrap(logger, { ...fixed, ...safeFields(fields) }),
  };
}

function safeFields(fields: object): Readonly<Record<string, unknown>> {
  const safe = redact(fields instanceof Error ? { err: fields } : fields);
  return typeof safe === 'object' && safe !== null ? { ...safe } : {};
}
