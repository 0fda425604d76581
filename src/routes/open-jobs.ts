import type { Queryable } from '../db/db.js';
import { countText } from '../domain/count-text.js';
import { listJobs } from '../store/jobs.js';
import { type JobProgressView, jobNumber, jobProgress, jobTitle } from './job-texts.js';
import type { PageContext } from './page-context.js';

const queuedShown = 5;

/** What runs with its progress, and what waits for its turn as short lines, next first. */
export interface OpenJobsView {
  readonly running: readonly JobProgressView[];
  readonly queued: readonly {
    readonly key: string;
    readonly number: string;
    readonly title: string;
    readonly href: string;
    readonly cancel: string | null;
  }[];
  readonly more: string | null;
}

export async function openJobs(db: Queryable, context: PageContext): Promise<OpenJobsView> {
  const { t, baseUrl, can } = context;
  const running = await listJobs(db, { statuses: ['running', 'waiting_person'], limit: 10 });
  const queued = (await listJobs(db, { statuses: ['queued'], limit: 500 })).reverse();
  return {
    running: running.map((job) => jobProgress(job, context)),
    queued: queued.slice(0, queuedShown).map((job) => {
      const href = `${baseUrl}/jobs/${encodeURIComponent(job.jobKey)}`;
      return {
        key: job.jobKey,
        number: jobNumber(job.jobKey),
        title: jobTitle(job, context),
        href,
        cancel: !job.cancelAsked && can('fetch') ? `${href}/cancel` : null,
      };
    }),
    more:
      queued.length > queuedShown
        ? t('jobs.more_queued', { count: countText(queued.length - queuedShown) })
        : null,
  };
}
