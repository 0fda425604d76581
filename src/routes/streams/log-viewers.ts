import type { Response } from 'express';
import { type LogEntry, type LogLevel, type LogRing, logLevels } from '../../log/ring.js';

export interface LogFilter {
  readonly level?: LogLevel | undefined;
  readonly source?: string | undefined;
  readonly job?: string | undefined;
}

export interface LogViewer {
  beat(): void;
  end(): void;
}

/** Lines that come within so many milliseconds are one write: a thousand viewers are a thousand writes, not one a line. */
const gatherMs = 40;
/** A viewer that is behind is sent at most so much before its connection is asked whether it takes more. */
const mostAtOnce = 64 * 1024;

interface Viewer {
  readonly res: Response;
  readonly filter: LogFilter;
  /** Equal for viewers that are shown the same lines. */
  readonly group: string;
  /** Number of the next line to send: a place in the ring, not a queue of its own. */
  next: number;
  /** The connection takes no more for now. */
  isFull: boolean;
}

/**
 * Everybody who looks at the log. New lines are written out once for all viewers with the same filter; a slow reader
 * sees a gap where the ring has passed it by, and costs no memory.
 */
export function createLogViewers(ring: LogRing): {
  /** Writes the ring's lines from a place on, and then each new one. */
  show(res: Response, filter: LogFilter, lastEventId: string | null): LogViewer;
} {
  const viewers = new Set<Viewer>();
  let told = ring.last();
  let gathering: NodeJS.Timeout | null = null;
  let stopListening: (() => void) | null = null;

  const tell = () => {
    gathering = null;
    const from = told + 1;
    told = ring.last();
    const batches = new Map<string, Buffer>();
    for (const viewer of viewers) {
      if (viewer.next !== from || from < ring.first()) {
        catchUp(ring, viewer);
        continue;
      }
      if (viewer.isFull) continue;
      const batch = batches.get(viewer.group) ?? batchOf(ring, viewer.filter, from, told);
      batches.set(viewer.group, batch);
      viewer.next = told + 1;
      if (batch.length > 0) write(viewer, batch);
    }
  };
  const gather = () => {
    if (gathering === null) gathering = setTimeout(tell, gatherMs);
  };

  return {
    show(res, filter, lastEventId) {
      const viewer: Viewer = { res, filter, group: JSON.stringify(filter), next: 0, isFull: false };
      viewer.next = startAfter(viewer, ring, lastEventId);
      if (viewers.size === 0) told = ring.last();
      stopListening ??= ring.listen(gather);
      viewers.add(viewer);
      const drained = () => {
        viewer.isFull = false;
        catchUp(ring, viewer);
      };
      res.on('drain', drained);
      catchUp(ring, viewer);
      return {
        beat: () => {
          if (!viewer.isFull) write(viewer, ': still here\n\n');
        },
        end: () => {
          viewers.delete(viewer);
          res.off('drain', drained);
          if (viewers.size > 0) return;
          stopListening?.();
          stopListening = null;
        },
      };
    },
  };
}

function write(viewer: Viewer, text: string | Buffer): void {
  viewer.isFull = !viewer.res.write(text);
}

function batchOf(ring: LogRing, filter: LogFilter, from: number, to: number): Buffer {
  let text = '';
  for (let seq = from; seq <= to; seq++) {
    const entry = ring.at(seq);
    if (entry !== undefined && fits(entry, filter)) text += eventOf(entry);
  }
  return Buffer.from(text);
}

/** Sends what a viewer has not seen yet, as far as its connection takes it. */
function catchUp(ring: LogRing, viewer: Viewer): void {
  while (!viewer.isFull && viewer.next <= ring.last()) {
    if (viewer.next < ring.first()) {
      write(viewer, gapEvent(ring, viewer.next, ring.first() - 1));
      viewer.next = ring.first();
      continue;
    }
    let text = '';
    while (viewer.next <= ring.last() && text.length < mostAtOnce) {
      const entry = ring.at(viewer.next);
      viewer.next += 1;
      if (entry !== undefined && fits(entry, viewer.filter)) text += eventOf(entry);
    }
    if (text !== '') write(viewer, text);
  }
}

/** Number of the first line to send: after the last one seen, else the oldest that is kept. */
function startAfter(viewer: Viewer, ring: LogRing, lastEventId: string | null): number {
  if (lastEventId === null || lastEventId === '') return Math.max(1, ring.first());
  const [, boot, seq] = /^(\w+)\.(\d+)$/.exec(lastEventId) ?? [];
  if (boot === ring.boot && Number(seq) <= ring.last()) return Number(seq) + 1;
  // Lines of an earlier run are in the files, not in memory: how many were missed is not known.
  write(viewer, gapEvent(ring, null, null));
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

const eventOf = (entry: LogEntry) => `id: ${entry.id}\ndata: ${entry.json}\n\n`;
