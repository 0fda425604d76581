import { isFinished } from '../domain/job.js';
import type { Bus } from '../events/bus.js';
import { removeStrayRecordings } from '../services/remove-stray-recordings.js';
import { type SettleParts, settleTranscripts } from '../services/settle-transcripts.js';

export interface AudioKeeper {
  /** Sees to what was left when a process ended, too. */
  start(): void;
  stop(): Promise<void>;
}

/** Ends transcripts whose job was stopped, as soon as it is; of jobs that other processes ran, at the next start. */
export function createAudioKeeper(parts: SettleParts & { readonly bus: Bus }): AudioKeeper {
  let work: Promise<void> = Promise.resolve();
  const clean = async () => {
    const { DOWNLOAD_DIR: downloadDir } = await parts.settings.current();
    await settleTranscripts(parts);
    await removeStrayRecordings(parts.db, downloadDir, parts.now());
  };
  const guarded = async (step: () => Promise<unknown>) => {
    try {
      await step();
    } catch (error) {
      parts.log.warn(
        { err: error, source: 'audio' },
        'stopped transcripts could not be ended; it is tried again',
      );
    }
  };
  const next = (step: () => Promise<unknown>) => {
    work = work.then(() => guarded(step));
  };
  let end: (() => void) | null = null;
  return {
    start() {
      end = parts.bus.subscribe('job.changed', ({ status }) => {
        if (isFinished(status)) next(() => settleTranscripts(parts));
      });
      next(clean);
    },
    async stop() {
      end?.();
      await work;
    },
  };
}
