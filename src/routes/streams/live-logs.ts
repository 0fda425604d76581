import type { Response } from 'express';
import { z } from 'zod';
import { type LogEntry, type LogLevel, type LogRing, logLevels } from '../../log/ring.js';
import { sessionLives } from '../../services/find-session.js';
import { invalidQuery } from '../errors.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';

const filterShape = z.strictObject({
  level: z.enum(logLevels).optional(),
  source: z.string().max(40).optional(),
  job: z.string().max(64).optional(),
  last_event_id: z.string().max(64).optional(),
  lang: z.string().optional(),
});

interface LogFilter {
  readonly level?: LogLevel | undefined;
  readonly source?: string | undefined;
  readonly job?: string | undefined;
}

/** So often a silent stream says that it lives, and looks whether its reader is still signed in. */
const heartbeatMs = 15_000;

/** The log as server-sent events: resumes after `Last-Event-ID`, and says so where lines are missing. */
export const liveLogsStream: Route = {
  method: 'get',
  path: '/logs/stream',
  permission: 'live_logs',
  handle: (parts) => (req, res) => {
    const read = filterShape.safeParse(req.query);
    if (!read.success) throw invalidQuery(read.error);
    const { sessionHash } = userOf(res);
    // A proxy such as nginx would keep events back.
    res.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
    res.flushHeaders();
    const viewer = showLog(
      res,
      parts.ring,
      read.data,
      req.get('last-event-id') ?? read.data.last_event_id ?? null,
    );
    const heartbeat = setInterval(() => void beat(), heartbeatMs);
    const unsubscribe = parts.bus.subscribe('user_sessions.ended', () => void beat());
    const beat = async () => {
      if (sessionHash !== null && !(await sessionLives(parts, sessionHash).catch(() => true)))
        return res.end();
      viewer.beat();
    };
    res.once('close', () => {
      clearInterval(heartbeat);
      unsubscribe();
      viewer.end();
    });
  },
};

interface Viewer {
  beat(): void;
  end(): void;
}

/**
 * Writes the ring's lines from a place on, and then each new one. Only as much as the reader's connection takes: a
 * slow reader has a place in the ring, not a queue of its own, and sees a gap where the ring has passed it by.
 */
export function showLog(res: Response, ring: LogRing, filter: LogFilter, lastEventId: string | null): Viewer {
  let next = startAfter(res, ring, lastEventId);
  let full = false;
  const write = (text: string) => {
    full = !res.write(text);
  };
  const pump = () => {
    while (!full && next <= ring.last()) {
      if (next < ring.first()) {
        write(gapEvent(ring, next, ring.first() - 1));
        next = ring.first();
        continue;
      }
      const entry = ring.at(next);
      next += 1;
      if (entry !== undefined && fits(entry, filter)) write(eventOf(entry));
    }
  };
  const drained = () => {
    full = false;
    pump();
  };
  res.on('drain', drained);
  const stop = ring.listen(pump);
  pump();
  return {
    beat: () => {
      if (!full) write(': still here\n\n');
    },
    end: () => {
      stop();
      res.off('drain', drained);
    },
  };
}

/** Number of the first line to send: after the last one seen, else the oldest that is kept. */
function startAfter(res: Response, ring: LogRing, lastEventId: string | null): number {
  res.write('retry: 3000\n\n');
  if (lastEventId === null || lastEventId === '') return Math.max(1, ring.first());
  const [, boot, seq] = /^(\w+)\.(\d+)$/.exec(lastEventId) ?? [];
  if (boot === ring.boot && Number(seq) <= ring.last()) return Number(seq) + 1;
  // Lines of an earlier run are in the files, not in memory: how many were missed is not known.
  res.write(gapEvent(ring, null, null));
  return Math.max(1, ring.first());
}

/** An event without an id: after a break the reader resumes from the last line that it has really seen. */
function gapEvent(ring: LogRing, from: number | null, to: number | null): string {
  const missed = from === null || to === null ? null : to - from + 1;
  return `event: gap\ndata: ${JSON.stringify({ boot: ring.boot, missed })}\n\n`;
}

function fits(entry: LogEntry, { level, source, job }: LogFilter): boolean {
  if (level !== undefined && logLevels.indexOf(entry.level) < logLevels.indexOf(level)) return false;
  if (source !== undefined && source !== '' && entry.source !== source) return false;
  return job === undefined || job === '' || entry.job === job;
}

const texts = new WeakMap<LogEntry, string>();

/** The event's text is made once, however many look on. */
function eventOf(entry: LogEntry): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const text = `id: ${entry.id}\ndata: ${entry.json}\n\n`;
  texts.set(entry, text);
  return text;
}
