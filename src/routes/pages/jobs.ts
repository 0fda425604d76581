import type { Request } from 'express';
import { type Job, jobJson } from '../../domain/job.js';
import { durationText, instantText } from '../../domain/thai-date.js';
import { type JobFilter, listJobs } from '../../store/jobs.js';
import { findUsernames, listJobPeople } from '../../store/usernames.js';
import type { Badge } from '../badges.js';
import { jobDuration, jobNumber, jobResultText, jobStateBadge, jobTitle } from '../job-texts.js';
import { type NextRunsView, nextRuns } from '../next-runs.js';
import { type OpenJobsView, openJobs } from '../open-jobs.js';
import { type PageContext, pageContext, type Twins, twinsOf } from '../page-context.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import { type JobsFilterView, jobsAddress, jobsFilterView, readJobsQuery } from './jobs-filter.js';

const recentDays = 7;

interface JobLine {
  readonly number: string;
  readonly href: string;
  readonly title: string;
  readonly by: string;
  readonly started: string;
  readonly took: string;
  readonly result: string;
  readonly status: Badge;
}

export interface JobsView {
  readonly twins: Twins;
  readonly open: OpenJobsView;
  readonly nextRuns: NextRunsView;
  readonly person: readonly JobLine[];
  readonly filter: JobsFilterView;
  /** Nothing of this filter, or no job yet. */
  readonly none: { readonly title: string; readonly text: string };
  readonly jobs: readonly JobLine[];
  readonly pager: { readonly text: string; readonly previous: string | null; readonly next: string | null };
}

function jobLine(job: Job, names: ReadonlyMap<number, string>, context: PageContext): JobLine {
  const { t, language, baseUrl, now } = context;
  return {
    number: jobNumber(job.jobKey),
    href: `${baseUrl}/jobs/${encodeURIComponent(job.jobKey)}`,
    title: jobTitle(job, context),
    by: (job.userId === null ? undefined : names.get(job.userId)) ?? t('jobs.by_program'),
    started: instantText(job.startedAt, language, true),
    took: durationText(jobDuration(job, now), language),
    result: jobResultText(job, context),
    status: jobStateBadge(job, context),
  };
}

async function jobsView(parts: Parts, req: Request, context: PageContext): Promise<JobsView> {
  const { t, now, baseUrl } = context;
  const query = readJobsQuery(req);
  const jobs = await listJobs(parts.db, query.filter);
  const names = await findUsernames(parts.db, jobs);
  const failed = await listJobs(parts.db, { statuses: ['failed'], limit: 5 });
  const since = new Date(now.getTime() - recentDays * 86_400_000).toISOString();
  const last = jobs.at(-1);
  const filter = jobsFilterView(query, await listJobPeople(parts.db), context);
  const address = (cursor: number | null) => jobsAddress(`${baseUrl}/jobs`, query, cursor);
  return {
    twins: twinsOf(`${baseUrl}/jobs`, req.query, context.can('export')),
    open: await openJobs(parts.db, context),
    nextRuns: await nextRuns(parts.db, context),
    person: failed
      .filter((job) => (job.finishedAt ?? '') >= since)
      .map((job) => jobLine(job, names, context)),
    filter,
    none: filter.clear
      ? { title: t('jobs.none_found'), text: t('jobs.none_found_more') }
      : { title: t('jobs.none'), text: t('jobs.none_more') },
    jobs: jobs.map((job) => jobLine(job, names, context)),
    pager: {
      text: t('jobs.count', { count: jobs.length }),
      previous: query.filter.before === undefined ? null : address(null),
      next: jobs.length === query.filter.limit && last ? address(last.id) : null,
    },
  };
}

/** What runs, ran, and is stuck? */
export const jobsPage: Route = {
  method: 'get',
  path: '/jobs',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    await sendPage(res, 'jobs', await jobsView(parts, req, pageContext(parts, res)));
  },
};

export const jobsJson: Route = {
  method: 'get',
  path: '/jobs.json',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    const { filter } = readJobsQuery(req);
    const jobs = await listJobs(parts.db, filter);
    const { language } = readerOf(res);
    res.json({
      rows: jobs.map((job) => jobJson(job, language)),
      total: jobs.length,
      as_of: parts.now().toISOString(),
      next_cursor: jobs.length === filter.limit ? String(jobs.at(-1)?.id ?? '') : null,
    });
  },
};

async function* eachJob(parts: Parts, filter: JobFilter): AsyncGenerator<Job> {
  let before: number | undefined;
  for (;;) {
    const jobs: Job[] = await listJobs(parts.db, { ...filter, limit: 200, ...(before && { before }) });
    yield* jobs;
    const last = jobs.at(-1);
    if (last === undefined) return;
    before = last.id;
  }
}

export const jobsCsv: Route = {
  method: 'get',
  path: '/jobs.csv',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    const { language } = readerOf(res);
    const json = (job: Job) => jobJson(job, language);
    const columns = [
      { name: 'id', value: (job: Job) => job.jobKey },
      { name: 'type', value: (job: Job) => job.type },
      { name: 'status', value: (job: Job) => job.status },
      { name: 'created_at', value: (job: Job) => job.createdAt },
      { name: 'started_at', value: (job: Job) => job.startedAt },
      { name: 'finished_at', value: (job: Job) => job.finishedAt },
      { name: 'downloaded', value: (job: Job) => json(job).result?.downloaded ?? null },
      { name: 'already', value: (job: Job) => json(job).result?.already ?? null },
      { name: 'failed', value: (job: Job) => json(job).result?.failed ?? null },
      { name: 'imported', value: (job: Job) => json(job).result?.imported ?? null },
      { name: 'problem', value: (job: Job) => json(job).problem?.message ?? null },
    ];
    await sendCsv(res, 'jobs.csv', columns, eachJob(parts, readJobsQuery(req).filter));
  },
};
