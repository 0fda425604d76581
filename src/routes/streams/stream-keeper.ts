import type { Response } from 'express';
import { livingSessions } from '../../services/find-session.js';
import type { Parts } from '../parts.js';

/** So often a silent stream says that it lives, and looks whether its reader is still signed in. */
const heartbeatMs = 15_000;

export interface KeptStream {
  readonly res: Response;
  /** SHA-256 of the reader's session; null where AUTH=off. */
  readonly sessionHash: string | null;
  /** Writes a sign of life. */
  beat(): void;
}

export interface StreamKeeper {
  /** Opens the answer as server-sent events and keeps it until it closes; `closed` is called then. */
  keep(stream: KeptStream, closed: () => void): void;
}

/** One clock and one question to the database for all open streams, however many they are. */
export function createStreamKeeper(parts: Pick<Parts, 'db' | 'now' | 'bus' | 'log'>): StreamKeeper {
  const streams = new Set<KeptStream>();
  let clock: NodeJS.Timeout | null = null;

  async function beat(): Promise<void> {
    const asked = new Set([...streams].flatMap(({ sessionHash }) => sessionHash ?? []));
    // Where the database is away nobody is sent away.
    const living = await livingSessions(parts, [...asked]).catch((error: unknown) => {
      parts.log.debug({ source: 'web', err: error }, 'sessions of open streams could not be looked up');
      return null;
    });
    for (const stream of streams) {
      const { sessionHash, res } = stream;
      // One that opened meanwhile was not asked about.
      const isOver = sessionHash !== null && asked.has(sessionHash) && living?.has(sessionHash) === false;
      if (isOver) res.end();
      else stream.beat();
    }
  }
  parts.bus.subscribe('user_sessions.ended', () => void beat());

  return {
    keep(stream, closed) {
      const { res } = stream;
      // A proxy such as nginx would keep events back.
      res.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
      // The answer ends when the connection does: framing each write would cost as much as the write itself.
      res.removeHeader('Transfer-Encoding');
      res.flushHeaders();
      // Browsers come back after this many milliseconds.
      res.write('retry: 3000\n\n');
      streams.add(stream);
      clock ??= setInterval(() => void beat(), heartbeatMs).unref();
      res.once('close', () => {
        streams.delete(stream);
        if (streams.size === 0 && clock !== null) {
          clearInterval(clock);
          clock = null;
        }
        closed();
      });
    },
  };
}
