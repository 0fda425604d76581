import { randomBytes } from 'node:crypto';
import type { Db } from '../db/db.js';
import { readGridUnit } from '../domain/grid-unit.js';
import { isFinished, type Job, type JobProgress, type JobStatus } from '../domain/job.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { findJob, listJobs } from '../store/jobs.js';
import { findLiveVersions, type LiveVersions } from '../store/live-versions.js';

/** What of the pages is no longer as it was shown. */
export const liveTopics = ['jobs', 'grid', 'files', 'alerts', 'session'] as const;
export type LiveTopic = (typeof liveTopics)[number];

export interface LiveJob {
  readonly jobKey: string;
  readonly status: JobStatus;
  readonly progress: JobProgress | null;
}

/** Changes of a moment, told together. */
export interface LiveChange {
  /** `RUN.NUMBER` of this change: whoever has seen it has missed nothing before it. */
  readonly id: string;
  readonly topics: readonly LiveTopic[];
  /** Jobs whose progress or status changed. */
  readonly jobs: readonly LiveJob[];
}

export interface LiveFeed {
  /** Id of the newest change: a page that is made now shows everything up to it. */
  position(): string;
  /** Tells each change; answers the function that ends it. */
  watch(listener: (change: LiveChange) => void): () => void;
  close(): void;
}

export interface LiveFeedParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly timing?: { readonly gatherMs: number; readonly pollMs: number };
}

/** Changes that come within so many milliseconds are one; and so often the database is asked what others changed. */
const usualTiming = { gatherMs: 250, pollMs: 2000 };

/**
 * What changed, from the events of this process and, where other processes share the database and somebody watches,
 * from one small question to it every two seconds, however many watch. Nobody watches: nothing is asked.
 */
export function createLiveFeed(parts: LiveFeedParts): LiveFeed {
  const { db, bus, log } = parts;
  const timing = parts.timing ?? usualTiming;
  const boot = randomBytes(5).toString('hex');
  const listeners = new Set<(change: LiveChange) => void>();
  const topics = new Set<LiveTopic>();
  const jobs = new Map<string, LiveJob>();
  const looks = createLook(db);
  let seq = 1;
  let gathering: NodeJS.Timeout | null = null;
  let polling: NodeJS.Timeout | null = null;

  const tell = () => {
    gathering = null;
    seq += 1;
    const change = { id: `${boot}.${seq}`, topics: [...topics], jobs: [...jobs.values()] };
    topics.clear();
    jobs.clear();
    for (const listener of listeners) listener(change);
  };
  const gather = (changed: readonly LiveTopic[], job?: LiveJob) => {
    for (const topic of changed) topics.add(topic);
    if (job) jobs.set(job.jobKey, job);
    gathering ??= setTimeout(tell, timing.gatherMs).unref();
  };
  const poll = async () => {
    try {
      const found = await looks.look();
      for (const job of found.jobs) gather(job.isNews ? ['jobs'] : [], job);
      if (found.topics.length > 0) gather(found.topics);
    } catch (error) {
      // The pages themselves say that the database is away; the next look tries again.
      log.debug({ source: 'web', err: error }, 'what other processes changed could not be looked up');
    }
    if (listeners.size > 0) polling = setTimeout(() => void poll(), timing.pollMs).unref();
    else polling = null;
  };
  const subscriptions = [
    bus.subscribe('job.changed', ({ jobKey, status, progress }) =>
      gather(looks.heard(jobKey, status) ? ['jobs'] : [], { jobKey, status, progress }),
    ),
    bus.subscribe('job.unit', ({ unit }) =>
      gather(readGridUnit(unit) === null ? ['files'] : ['grid', 'files']),
    ),
    bus.subscribe('file.imported', () => gather(['files'])),
    bus.subscribe('file.undone', () => gather(['files'])),
    bus.subscribe('alert.raised', () => gather(['alerts'])),
    bus.subscribe('alert.closed', () => gather(['alerts'])),
    bus.subscribe('alert.closed', () => gather(['alerts'])),
    bus.subscribe('session.changed', () => gather(['session'])),
  ];
  return {
    position: () => `${boot}.${seq}`,
    watch(listener) {
      listeners.add(listener);
      if (polling === null && !db.dialect.singleProcess) {
        // What others did while nobody watched is not known: pages made then have missed something, perhaps.
        seq += 1;
        looks.forget();
        polling = setTimeout(() => void poll(), 0).unref();
      }
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      for (const end of subscriptions) end();
      for (const timer of [gathering, polling]) if (timer) clearTimeout(timer);
    },
  };
}

/** Jobs of this process are told by its events; the database's word of them is a moment old. */
const heardFor = 10_000;

interface Look {
  readonly topics: readonly LiveTopic[];
  readonly jobs: readonly (LiveJob & { readonly isNews: boolean })[];
}

/** Compares what the database says with what it said at the last look. */
function createLook(db: Db) {
  let versions: LiveVersions | null = null;
  let open: ReadonlyMap<number, Job> | null = null;
  const heardAt = new Map<string, { readonly at: number; readonly status: JobStatus }>();

  /** Notes a job's own event; answers whether its status is another than before. */
  function heard(jobKey: string, status: JobStatus): boolean {
    const before = heardAt.get(jobKey);
    heardAt.set(jobKey, { at: Date.now(), status });
    if (heardAt.size > 500) for (const key of [...heardAt.keys()].slice(0, 250)) heardAt.delete(key);
    return before?.status !== status;
  }

  async function changedJobs(): Promise<Look['jobs']> {
    const found = await listJobs(db, { statuses: ['queued', 'running', 'waiting_person'], limit: 500 });
    const now = new Map(found.map((job) => [job.id, job]));
    const before = open;
    open = now;
    if (before === null) return [];
    const changed: (LiveJob & { isNews: boolean })[] = [];
    const note = (job: Job, isNews: boolean) => {
      const own = heardAt.get(job.jobKey);
      if (own === undefined || own.at < Date.now() - heardFor)
        changed.push({ jobKey: job.jobKey, status: job.status, progress: job.progress, isNews });
    };
    for (const job of found) {
      const known = before.get(job.id);
      const isNews = known?.status !== job.status;
      if (isNews || JSON.stringify(known?.progress) !== JSON.stringify(job.progress)) note(job, isNews);
    }
    for (const id of before.keys()) {
      const ended = now.has(id) ? null : await findJob(db, id);
      if (ended !== null && isFinished(ended.status)) note(ended, true);
    }
    return changed;
  }

  return {
    heard,
    forget() {
      versions = null;
      open = null;
    },
    async look(): Promise<Look> {
      const jobs = await changedJobs();
      const now = await findLiveVersions(db);
      const before = versions;
      versions = now;
      if (before === null) return { topics: [], jobs };
      const names = ['grid', 'files', 'alerts', 'session'] as const;
      return { topics: names.filter((name) => before[name] !== now[name]), jobs };
    },
  };
}
