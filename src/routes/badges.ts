import type { JobStatus } from '../domain/job.js';
import type { Translate } from './words/index.js';

/** Shape, word and colour of a state; never colour alone. */
export interface Badge {
  readonly tone: 'ok' | 'warn' | 'bad' | 'info' | 'review' | 'quiet';
  readonly icon: string;
  readonly text: string;
}

type Look = Pick<Badge, 'tone' | 'icon'>;
const unknown: Look = { tone: 'quiet', icon: 'minus' };

const fileLooks: Readonly<Record<string, Look>> = {
  pending: { tone: 'quiet', icon: 'clock' },
  processing: { tone: 'info', icon: 'retry' },
  completed: { tone: 'ok', icon: 'check' },
  completed_with_problems: { tone: 'warn', icon: 'warn' },
  unchanged: { tone: 'quiet', icon: 'minus' },
  quarantined: { tone: 'review', icon: 'quar' },
  failed: { tone: 'bad', icon: 'close' },
  undone: { tone: 'quiet', icon: 'undo' },
};

const jobLooks: Readonly<Record<JobStatus, Look>> = {
  queued: { tone: 'quiet', icon: 'clock' },
  running: { tone: 'info', icon: 'retry' },
  waiting_person: { tone: 'warn', icon: 'pause' },
  completed: { tone: 'ok', icon: 'check' },
  completed_with_problems: { tone: 'warn', icon: 'warn' },
  failed: { tone: 'bad', icon: 'close' },
  cancelled: { tone: 'quiet', icon: 'pause' },
};

const unitLooks: Readonly<Record<string, Look>> = {
  complete: { tone: 'ok', icon: 'check' },
  new_since: { tone: 'info', icon: 'plus' },
  incomplete: { tone: 'warn', icon: 'warn' },
  failed: { tone: 'bad', icon: 'close' },
  waiting_person: { tone: 'quiet', icon: 'wait' },
  empty: { tone: 'quiet', icon: 'minus' },
  never_asked: { tone: 'quiet', icon: 'minus' },
};

/** What an import says of a file or a member of an archive beside the states of a file. */
const importLooks: Readonly<Record<string, Look>> = {
  unpacked: { tone: 'quiet', icon: 'check' },
  skipped_folder: { tone: 'quiet', icon: 'minus' },
  skipped_system_file: { tone: 'quiet', icon: 'minus' },
  skipped_other_kind: { tone: 'quiet', icon: 'minus' },
  skipped_changed: { tone: 'quiet', icon: 'minus' },
};

export const fileStatuses = Object.keys(fileLooks);

export function fileBadge(status: string, t: Translate): Badge {
  const look = fileLooks[status];
  return { ...(look ?? unknown), text: look ? t(`file_status.${status}`) : status };
}

export function importBadge(state: string, t: Translate): Badge {
  const look = importLooks[state];
  return look ? { ...look, text: t(`import_state.${state}`) } : fileBadge(state, t);
}

export function jobBadge(status: JobStatus, t: Translate): Badge {
  return { ...jobLooks[status], text: t(`job_status.${status}`) };
}

export function unitBadge(state: string, t: Translate): Badge {
  const look = unitLooks[state];
  return { ...(look ?? unknown), text: look ? t(`unit_state.${state}`) : state };
}
