import type { Response } from 'express';

/**
 * Reads something once for each request, however many parts of its page want it; a page may begin early what its frame
 * will want. A failure reaches everybody who waits for it, and nobody else.
 */
export function once<T>(res: Response, name: string, read: () => Promise<T>): Promise<T> {
  res.locals.once ??= new Map<string, Promise<unknown>>();
  const known: Map<string, Promise<unknown>> = res.locals.once;
  // A name is read by one function alone.
  const found = known.get(name) as Promise<T> | undefined;
  if (found !== undefined) return found;
  const reading = read();
  // Where nobody waits for it any more, its failure must not end the program.
  reading.catch(() => undefined);
  known.set(name, reading);
  return reading;
}
