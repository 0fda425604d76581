import type { Request } from 'express';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { type Job, type JobStatus, jobJson } from '../../domain/job.js';
import { durationText, instantText } from '../../domain/thai-date.js';
import { listJobs } from '../../store/jobs.js';
import { findUsernames } from '../../store/usernames.js';
import { type Badge, jobBadge } from '../badges.js';
import { jobDuration, jobNumber, jobResultText, jobTitle } from '../job-texts.js';
import { type NextRunsView, nextRuns } from '../next-runs.js';
import { type OpenJobsView, openJobs } from '../open-jobs.js';
import {
  addressWith,
  type Option,
  type PageContext,
  pageContext,
  type Twins,
  twinsOf,
} from '../page-context.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';

const pageSize = 30;
const recentDays = 7;

const statesOf = {
  all: [],
  active: ['queued', 'running', 'waiting_person'],
  failed: ['failed', 'waiting_person'],
  problems: ['completed_with_problems'],
} as const satisfies Record<string, readonly JobStatus[]>;

const queries = z.object({
  state: z.enum(['', 'all', 'active', 'failed', 'problems']).optional(),
  cursor: z.union([z.literal(''), z.coerce.number().int().positive()]).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});

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
  readonly states: { readonly name: string; readonly label: string; readonly options: readonly Option[] };
  readonly jobs: readonly JobLine[];
  readonly pager: { readonly text: string; readonly previous: string | null; readonly next: string | null };
}

function readQuery(req: Request) {
  const read = queries.safeParse(req.query);
  if (!read.success)
    throw new AppError('filter_invalid', {
      name: String(read.error.issues[0]?.path[0] ?? ''),
      example: 'state=failed',
    });
  const { state, cursor, limit } = read.data;
  const chosen = state || 'all';
  return {
    state: chosen,
    statuses: statesOf[chosen],
    limit: limit ?? pageSize,
    ...(cursor && { before: cursor }),
  };
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
    status: jobBadge(job.status, t),
  };
}

async function jobsView(parts: Parts, req: Request, context: PageContext): Promise<JobsView> {
  const { t, now, baseUrl } = context;
  const asked = readQuery(req);
  const jobs = await listJobs(parts.db, asked);
  const names = await findUsernames(parts.db, jobs);
  const failed = await listJobs(parts.db, { statuses: ['failed'], limit: 5 });
  const since = new Date(now.getTime() - recentDays * 86_400_000).toISOString();
  const last = jobs.at(-1);
  const address = (values: Record<string, string | null>) =>
    addressWith(`${baseUrl}/jobs`, { state: asked.state === 'all' ? null : asked.state, ...values });
  return {
    twins: twinsOf(`${baseUrl}/jobs`, req.query, context.can('export')),
    open: await openJobs(parts.db, context),
    nextRuns: await nextRuns(parts.db, context),
    person: failed
      .filter((job) => (job.finishedAt ?? '') >= since)
      .map((job) => jobLine(job, names, context)),
    states: {
      name: 'state',
      label: t('jobs.state'),
      options: Object.keys(statesOf).map((value) => ({
        value: value === 'all' ? '' : value,
        text: t(`jobs.state_${value}`),
        selected: value === asked.state,
      })),
    },
    jobs: jobs.map((job) => jobLine(job, names, context)),
    pager: {
      text: t('jobs.count', { count: jobs.length }),
      previous: asked.before === undefined ? null : address({}),
      next: jobs.length === asked.limit && last ? address({ cursor: String(last.id) }) : null,
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
    const asked = readQuery(req);
    const jobs = await listJobs(parts.db, asked);
    const { language } = readerOf(res);
    res.json({
      rows: jobs.map((job) => jobJson(job, language)),
      total: jobs.length,
      as_of: parts.now().toISOString(),
      next_cursor: jobs.length === asked.limit ? String(jobs.at(-1)?.id ?? '') : null,
    });
  },
};

async function* eachJob(parts: Parts, statuses: readonly JobStatus[]): AsyncGenerator<Job> {
  let before: number | undefined;
  for (;;) {
    const jobs: Job[] = await listJobs(parts.db, { statuses, limit: 200, ...(before && { before }) });
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
    await sendCsv(res, 'jobs.csv', columns, eachJob(parts, readQuery(req).statuses));
  },
};
