import { z } from 'zod';
import { wallClockOf } from '../../domain/thai-date.js';
import type { LogEntry, LogRing } from '../../log/ring.js';
import { invalidQuery } from '../errors.js';
import { jobNumber } from '../job-texts.js';
import { logText } from '../log-text.js';
import { addressWith, type Option, type PageContext, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';

const levels = ['debug', 'info', 'warn', 'error'] as const;
const shownLines = 300;
const queries = z.object({
  level: z.enum(['', ...levels]).optional(),
  source: z.string().max(40).optional(),
  job: z.string().max(64).optional(),
});

export interface LogLine {
  readonly id: string;
  readonly time: string;
  readonly level: string;
  readonly source: string;
  readonly text: string;
  readonly job: { readonly href: string; readonly text: string } | null;
}

export interface LogsView {
  readonly keptText: string;
  readonly lines: readonly LogLine[];
  readonly lastText: string;
  readonly stream: string;
  readonly levels: { readonly name: string; readonly label: string; readonly options: readonly Option[] };
  readonly sources: { readonly name: string; readonly label: string; readonly options: readonly Option[] };
  readonly job: { readonly id: string; readonly text: string; readonly all: string } | null;
}

interface LogFilter {
  readonly level: (typeof levels)[number];
  readonly source: string | null;
  readonly job: string | null;
}

/** The newest lines of the filter, oldest first. */
function lastLines(ring: LogRing, filter: LogFilter): LogEntry[] {
  const found: LogEntry[] = [];
  for (let seq = ring.last(); seq > 0 && seq >= ring.first() && found.length < shownLines; seq -= 1) {
    const entry = ring.at(seq);
    if (entry !== undefined && fits(entry, filter)) found.unshift(entry);
  }
  return found;
}

function fits(entry: LogEntry, { level, source, job }: LogFilter): boolean {
  return (
    levels.indexOf(entry.level) >= levels.indexOf(level) &&
    (source === null || entry.source === source) &&
    (job === null || entry.job === job)
  );
}

const logged = z.looseObject({ timestamp: z.string() });

function lineOf(entry: LogEntry, { baseUrl }: PageContext): LogLine {
  const line = logged.parse(JSON.parse(entry.json));
  const { timestamp } = line;
  return {
    id: entry.id,
    time: wallClockOf(timestamp).slice(11) + timestamp.slice(19, 23),
    level: entry.level,
    source: entry.source,
    text: logText(line),
    job:
      entry.job === null
        ? null
        : { href: `${baseUrl}/jobs/${encodeURIComponent(entry.job)}`, text: jobNumber(entry.job) },
  };
}

function sourcesIn(ring: LogRing, chosen: string | null): string[] {
  const sources = new Set(chosen === null ? [] : [chosen]);
  for (let seq = Math.max(1, ring.first()); seq <= ring.last(); seq += 1) {
    const source = ring.at(seq)?.source;
    if (source !== undefined) sources.add(source);
  }
  return [...sources].sort();
}

function logsView(parts: Parts, filter: LogFilter, context: PageContext): LogsView {
  const { t, baseUrl } = context;
  const entries = lastLines(parts.ring, filter);
  const given = { level: filter.level === 'info' ? null : filter.level, source: filter.source };
  return {
    keptText: t('logs.sub', { days: parts.config.LOG_KEEP_DAYS, folder: 'logs/' }),
    lines: entries.map((entry) => lineOf(entry, context)),
    lastText: t('logs.last', { count: entries.length }),
    stream: addressWith(`${baseUrl}/logs/stream`, {
      level: filter.level,
      source: filter.source,
      job: filter.job,
      last_event_id: `${parts.ring.boot}.${parts.ring.last()}`,
    }),
    levels: {
      name: 'level',
      label: t('logs.level'),
      options: levels.map((level) => ({ value: level, text: level, selected: level === filter.level })),
    },
    sources: {
      name: 'source',
      label: t('logs.source'),
      options: [
        { value: '', text: t('logs.all_sources'), selected: filter.source === null },
        ...sourcesIn(parts.ring, filter.source).map((source) => ({
          value: source,
          text: source,
          selected: source === filter.source,
        })),
      ],
    },
    job:
      filter.job === null
        ? null
        : {
            id: filter.job,
            text: t('logs.job', { job: jobNumber(filter.job) }),
            all: addressWith(`${baseUrl}/logs`, given),
          },
  };
}

/** What is it doing right now, line by line? Without script: the last lines. */
export const logsPage: Route = {
  method: 'get',
  path: '/logs',
  permission: 'live_logs',
  handle: (parts) => async (req, res) => {
    const read = queries.safeParse(req.query);
    if (!read.success) throw invalidQuery(read.error);
    const { level, source, job } = read.data;
    const filter = { level: level || 'info', source: source || null, job: job || null } as const;
    await sendPage(res, 'logs', logsView(parts, filter, pageContext(parts, res)));
  },
};
