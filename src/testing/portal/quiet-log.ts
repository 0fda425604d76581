import type { Log } from '../../log/log.js';

/** A log that keeps its lines as JSON, so that a test can look for what must not stand in them. */
export function keepingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
  const log = { lines, debug: keep, info: keep, warn: keep, error: keep, child: () => log };
  return log;
}
