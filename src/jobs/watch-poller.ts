import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db/db.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { closeWatchAlert, raiseWatchAlert, watchProblem } from '../services/watch-alerts.js';
import { isSameStanding, type Look, type WatchedFile, watchFolder } from '../services/watch-folder.js';
import type { JobRunner } from './runner.js';

export interface WatchPollerParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly runner: Pick<JobRunner, 'enqueue'>;
  readonly folder: string;
}

export interface WatchPoller {
  /** One look; starts a job where files are ready. Never throws. */
  look(): Promise<void>;
  /** When the last look ended, whether the folder could be read or not; null before the first. */
  lastLook(): Date | null;
  /** Looks every five seconds until `stop`. */
  start(): void;
  stop(): Promise<void>;
}

const pauseMs = 5000;
/** A file that still stands there after its import is tried again after so many looks: five minutes. */
const looksUntilAgain = 60;
/** More wait for the next job, so that other jobs have their turn. */
const mostFiles = 200;

/** Looks at WATCH_DIR and gives what is ready to one job at a time, however many processes look. */
export function createWatchPoller(parts: WatchPollerParts): WatchPoller {
  const { folder } = parts;
  const log = parts.log.child({ source: 'watch' });
  const watch = watchFolder(folder);
  const stopping = new AbortController();
  const given = new Map<string, { readonly file: WatchedFile; readonly look: number }>();
  let looks = 0;
  let lastLook: Date | null = null;
  let state: 'unknown' | 'read' | 'away' = 'unknown';
  let loop: Promise<void> = Promise.resolve();

  async function folderAway(cause: unknown): Promise<void> {
    if (state === 'away') return;
    state = 'away';
    const problem = watchProblem('watch_folder_unusable', { folder }, cause);
    log.warn(
      { folder, problem: problem.code, reason: problem.details.reason },
      'watched folder cannot be read',
    );
    await raiseWatchAlert(parts, 'watch_folder_unusable', problem);
  }

  async function folderRead(): Promise<void> {
    if (state === 'read') return;
    await closeWatchAlert(parts, 'watch_folder_unusable');
    state = 'read';
    log.info({ folder }, 'watched folder is read');
  }

  async function giveToJob({ ready }: Look): Promise<void> {
    for (const name of given.keys()) if (!ready.some((file) => file.name === name)) given.delete(name);
    const files = ready.filter((file) => {
      const before = given.get(file.name);
      const isNew = !before || !isSameStanding(before.file.standing, file.standing);
      return isNew || looks - before.look >= looksUntilAgain;
    });
    if (files.length === 0) return;
    const some = files.slice(0, mostFiles);
    const asked = { files: some, source: 'watch' };
    const { created } = await parts.runner.enqueue('import_files', asked, { userId: null });
    if (created) for (const file of some) given.set(file.name, { file, look: looks });
  }

  async function lookOnce(): Promise<void> {
    looks++;
    let found: Look;
    try {
      found = await watch.look();
    } catch (error) {
      return await folderAway(error);
    }
    await folderRead();
    await giveToJob(found);
  }

  async function look(): Promise<void> {
    try {
      await lookOnce();
    } catch (error) {
      log.warn({ err: error }, 'watched files could not be given to a job; the next look tries again');
    }
    lastLook = new Date();
  }

  return {
    look,
    lastLook: () => lastLook,
    start() {
      loop = (async () => {
        while (!stopping.signal.aborted) {
          await look();
          await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        }
      })();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
