import type { Request } from 'express';
import { z } from 'zod';
import { countText } from '../../domain/count-text.js';
import { AppError } from '../../domain/errors.js';
import { isFinished, type Job, type JobStatus, jobJson } from '../../domain/job.js';
import { waitsForRetry } from '../../domain/job-retry.js';
import { durationText, instantText } from '../../domain/thai-date.js';
import type { JobRunner } from '../../jobs/runner.js';
import { type JobAttempt, listJobAttempts } from '../../store/job-attempts.js';
import { type JobEvent, listLastJobEvents } from '../../store/job-events.js';
import { listJobUnits } from '../../store/job-units.js';
import { findJobByKey } from '../../store/jobs.js';
import { findUsernames } from '../../store/usernames.js';
import type { Badge } from '../badges.js';
import {
  type JobProgressView,
  jobDuration,
  jobNumber,
  jobProgress,
  jobResultText,
  jobStateBadge,
  jobTitle,
} from '../job-texts.js';
import { type PageContext, pageContext, type Twins } from '../page-context.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import { type JobAttemptView, jobAttemptsView } from './job-attempts-view.js';
import { type JobCountView, type JobUnitsView, jobCounts, jobUnitsView } from './job-units-view.js';

/** Lines on one page; a link leads to those before. */
const mostEvents = 200;
const place = z.object({ before: z.coerce.number().int().positive().optional().catch(undefined) });
const eventTones: Readonly<Record<string, string>> = { error: 'bad', warn: 'warn' };

export interface JobView {
  readonly key: string;
  readonly title: string;
  readonly number: string;
  readonly status: Badge;
  readonly progress: JobProgressView | null;
  readonly result: string;
  /** Begin it again, or its next try now; null where there is nothing to do by hand. */
  readonly action: { readonly href: string; readonly text: string } | null;
  readonly attempts: readonly JobAttemptView[];
  readonly failed: boolean;
  readonly counts: readonly JobCountView[];
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly units: JobUnitsView;
  readonly problems: readonly { readonly file: string; readonly code: string; readonly text: string }[];
  readonly events: readonly {
    readonly at: string;
    readonly tone: string;
    readonly text: string;
    /** The page of the file that it is about; null = none. */
    readonly href: string | null;
    /** Which start said it, where there were several; else ''. */
    readonly attempt: string;
  }[];
  /** Address of the lines before these; null = there are none. */
  readonly earlier: string | null;
  readonly log: string | null;
  readonly twins: Twins;
}

async function jobOf(parts: Parts, req: Request): Promise<Job> {
  const job = typeof req.params.key === 'string' ? await findJobByKey(parts.db, req.params.key) : null;
  if (job === null) throw new AppError('not_found');
  const units = await listJobUnits(parts.db, job.id);
  return { ...job, result: { units: units.length > 0 ? units : (job.result?.units ?? []) } };
}

function jobView(
  job: Job,
  facts: {
    readonly events: readonly JobEvent[];
    readonly hasEarlier: boolean;
    readonly attempts: readonly JobAttempt[];
    readonly names: ReadonlyMap<number, string>;
  },
  context: PageContext,
): JobView {
  const { t, language, baseUrl, can } = context;
  const units = job.result?.units ?? [];
  const href = `${baseUrl}/jobs/${encodeURIComponent(job.jobKey)}`;
  return {
    key: job.jobKey,
    title: jobTitle(job, context),
    number: jobNumber(job.jobKey),
    status: jobStateBadge(job, context),
    progress: isFinished(job.status) ? null : jobProgress(job, context),
    result: jobResultText(job, context),
    action: actionOf(job, href, context),
    attempts: jobAttemptsView(facts.attempts, context),
    failed: job.problem !== null,
    counts: jobCounts(job, context),
    facts: factsOf(job, facts.names, context),
    units: jobUnitsView(job, context),
    problems: units.flatMap((unit) =>
      unit.problems.map(({ file, code, message }) => ({
        file: file ?? `${unit.unit} (${t('job.whole_unit')})`,
        code,
        text: message[language],
      })),
    ),
    events: facts.events.map((event) => ({
      at: instantText(event.at, language, true),
      tone: eventTones[event.level] ?? 'ok',
      text: event.message[language],
      href: event.facts?.fileId === undefined ? null : `${baseUrl}/files/${event.facts.fileId}`,
      attempt: job.attempts > 1 ? t('job.of_attempt', { number: countText(event.attempt) }) : '',
    })),
    earlier: facts.hasEarlier ? `${href}?before=${facts.events[0]?.id}#t-events` : null,
    log: can('live_logs') ? `${baseUrl}/logs?job=${encodeURIComponent(job.jobKey)}` : null,
    twins: { csv: `${href}.csv`, json: `${href}.json` },
  };
}

/** Ends of which something is missing, so that a person may begin the job again. */
const unwell: readonly JobStatus[] = ['failed', 'completed_with_problems', 'cancelled'];

function actionOf(job: Job, href: string, { t, can, now }: PageContext): JobView['action'] {
  if (!can('fetch')) return null;
  if (waitsForRetry(job, now)) return { href: `${href}/try-now`, text: t('job.try_now') };
  // Its recording is not kept: there is nothing to begin again with.
  if (job.type === 'transcribe_audio') return null;
  return unwell.includes(job.status) ? { href: `${href}/retry`, text: t('job.retry') } : null;
}

function factsOf(
  job: Job,
  names: ReadonlyMap<number, string>,
  { t, language, now }: PageContext,
): JobView['facts'] {
  const fact = (name: string, text: string) => ({ label: t(name), text });
  return [
    fact('job.id', job.jobKey),
    fact('jobs.by', (job.userId === null ? undefined : names.get(job.userId)) ?? t('jobs.by_program')),
    fact('job.asked', instantText(job.createdAt, language)),
    fact('jobs.started', instantText(job.startedAt, language)),
    fact('job.finished', instantText(job.finishedAt, language)),
    fact('jobs.took', durationText(jobDuration(job, now), language)),
    fact('job.attempts', t('job.attempt_count', { count: countText(job.attempts) })),
  ];
}

/** How far is it, what came of it, and what failed and why? */
export const jobPage: Route = {
  method: 'get',
  path: '/jobs/:key',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    const job = await jobOf(parts, req);
    const { before = null } = place.parse(req.query);
    const found = await listLastJobEvents(parts.db, job.id, before, mostEvents + 1);
    const events = found.slice(-mostEvents);
    const hasEarlier = found.length > mostEvents;
    const attempts = await listJobAttempts(parts.db, job.id);
    const names = await findUsernames(parts.db, [job]);
    await sendPage(
      res,
      'job',
      jobView(job, { events, hasEarlier, attempts, names }, pageContext(parts, res)),
    );
  },
};

/** The job object of the API; the page asks for it while the job runs. */
export const jobJsonPage: Route = {
  method: 'get',
  path: '/jobs/:key.json',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    res.json(jobJson(await jobOf(parts, req), readerOf(res).language));
  },
};

export const jobCsv: Route = {
  method: 'get',
  path: '/jobs/:key.csv',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    const job = await jobOf(parts, req);
    const units = jobJson(job, readerOf(res).language).result?.units ?? [];
    const names = ['unit', 'state', 'listed', 'downloaded', 'already', 'failed', 'imported'] as const;
    const columns = names.map((name) => ({ name, value: (unit: (typeof units)[number]) => unit[name] }));
    await sendCsv(res, `job-${job.jobKey}.csv`, columns, units);
  },
};

/** What a person asks of a job by a button of its page; then the page of the job that does it. */
function order(name: string, give: (runner: JobRunner, key: string) => Promise<Job | null>): Route {
  return {
    method: 'post',
    path: `/jobs/:key/${name}`,
    permission: 'fetch',
    handle: (parts) => async (req, res) => {
      const job = await give(parts.runner, String(req.params.key));
      if (job === null) throw new AppError('not_found');
      res.redirect(303, `${req.baseUrl}/jobs/${encodeURIComponent(job.jobKey)}`);
    },
  };
}

export const cancelJob = order('cancel', (runner, key) => runner.cancel(key));

export const tryJobNow = order('try-now', (runner, key) => runner.tryNow(key));

/** Begins the same job again, with what it lacks. */
export const retryJob = order('retry', async (runner, key) => (await runner.retry(key))?.job ?? null);
