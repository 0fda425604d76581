import path from 'node:path';
import type { ImportResult } from '../domain/import-result.js';
import type { JobWatch } from '../domain/job.js';
import type { WatchedOutcome } from '../domain/watched-file.js';
import type { ServiceGround } from '../services/import-parts.js';
import { moveWatched } from '../services/move-watched.js';
import { closeWatchAlert, raiseWatchAlert, watchProblem } from '../services/watch-alerts.js';
import type { WatchedFile } from '../services/watch-folder.js';

/** One text a kind of problem. */
export function watchedOutcome(file: string, { status, problems }: ImportResult): WatchedOutcome {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const told = errors.length > 0 ? errors : problems;
  const texts = new Map(told.map(({ code, message }) => [code, message]));
  return { file, status, problems: [...texts.values()] };
}

/** Moves an imported file out of the watched folder; where that fails the job goes on, and a person is told. */
export async function putAway(
  ground: Pick<ServiceGround, 'db' | 'bus'>,
  watch: JobWatch,
  file: WatchedFile,
  outcomes: readonly WatchedOutcome[],
): Promise<void> {
  let failure: unknown = null;
  try {
    await moveWatched(file, outcomes, new Date());
  } catch (error) {
    failure = error;
  }
  if (failure === null) return await closeWatchAlert(ground, 'watched_file_not_moved');
  const about = { folder: path.dirname(file.path), file: file.name };
  const problem = watchProblem('watched_file_not_moved', about, failure);
  watch.say('error', { th: problem.text('th'), en: problem.text('en') });
  await raiseWatchAlert(ground, 'watched_file_not_moved', problem);
}
