import { z } from 'zod';
import { bytesText, countText } from '../domain/count-text.js';
import type { Language } from '../domain/errors.js';
import { isFinished, type Job, jobJson } from '../domain/job.js';
import { waitsForRetry } from '../domain/job-retry.js';
import { fiscalYearsOfParams, type MonthRange, rangeOfParams } from '../domain/month-range.js';
import { durationText, hourText, monthName, yearText } from '../domain/thai-date.js';
import { type Badge, jobBadge } from './badges.js';
import type { PageContext } from './page-context.js';

const schemeScope = z.object({ schemes: z.array(z.string()) });

/** What a job is about, e.g. `ม.ค.–มิ.ย. 2569 · UCS OFC`; empty where its kind has no scope to name. */
export function jobScope(job: Pick<Job, 'params'>, { language }: Pick<PageContext, 'language'>): string {
  const range = rangeOfParams(job.params);
  if (range !== null) {
    const schemes = schemeScope.safeParse(job.params);
    const codes = schemes.success ? schemes.data.schemes.join(' ').toUpperCase() : '';
    return [monthRangeText(range, language), codes].filter((part) => part !== '').join(' · ');
  }
  return fiscalYearsOfParams(job.params)
    .map((year) => yearText(year - 543, language))
    .join(' · ');
}

/** `มิ.ย. 2569`, `ม.ค.–มิ.ย. 2569` or `ต.ค. 2568–ม.ค. 2569`. */
export function monthRangeText({ from, to }: MonthRange, language: Language): string {
  const name = (month: string) => monthName(Number(month.slice(5, 7)), language);
  const year = (month: string) => yearText(Number(month.slice(0, 4)) - 543, language);
  const last = `${name(to)} ${year(to)}`;
  if (from === to) return last;
  return year(from) === year(to) ? `${name(from)}–${last}` : `${name(from)} ${year(from)}–${last}`;
}

export function jobTitle(job: Job, context: PageContext): string {
  const scope = jobScope(job, context);
  const name = context.t(`job_type.${job.type}`);
  return scope === '' ? name : `${name} ${scope}`;
}

/** Short form of the public id, as people say it: `job_5eKvI9GY…` is `#5eKvI9`. public/js/live-log.js does the same. */
export function jobNumber(jobKey: string): string {
  return `#${jobKey.replace(/^job_/, '').slice(0, 6)}`;
}

/** The result in words: what came, what was there, what failed; the reason where the job as a whole failed. */
export function jobResultText(job: Job, { t, language }: PageContext): string {
  if (job.problem !== null) return job.problem.message[language];
  const result = jobJson(job, language).result;
  if (result === null) return '';
  if (job.type === 'export_claims' || job.type === 'export_cases')
    return t('jobs.exported', { count: countText(result.listed) });
  if (job.type === 'transcribe_audio') return t('jobs.transcribed');
  const held = result.units.filter(({ state }) => state === 'quarantined').length;
  const parts = (
    [
      [job.type === 'sync_smt' ? 'came_records' : 'came', result.downloaded],
      ['already', result.already],
      ['imported', result.imported],
      ['quarantined', held],
      ['failed', result.failed - held],
    ] as const
  )
    .filter(([, count]) => count > 0)
    .map(([name, count]) => t(`jobs.${name}`, { count: countText(count) }));
  return parts.length === 0 ? t('jobs.nothing') : parts.join(' · ');
}

/** Milliseconds from start to end, or up to now; null before the start. */
export function jobDuration(job: Job, now: Date): number | null {
  if (job.startedAt === null) return null;
  return (job.finishedAt === null ? now.getTime() : Date.parse(job.finishedAt)) - Date.parse(job.startedAt);
}

/** The state of a job; one that waits for its next try says when that is, and which one. */
export function jobStateBadge(job: Job, { t, now }: Pick<PageContext, 't' | 'now'>): Badge {
  if (!waitsForRetry(job, now)) return jobBadge(job.status, t);
  const count = countText(job.failures + 1);
  const text = t('jobs.again_at', { time: hourText(job.runAt), count, of: countText(job.maxAttempts) });
  return { tone: 'warn', icon: 'clock', text };
}

/** A job that waits or runs, with its bar. */
export interface JobProgressView extends ProgressTexts {
  readonly key: string;
  readonly number: string;
  readonly title: string;
  readonly href: string;
  readonly status: Badge;
  readonly waits: boolean;
  readonly done: number;
  /** 0 = not known yet: the bar moves without an end. */
  readonly of: number;
  readonly cancel: { readonly action: string } | null;
  readonly cancelAsked: boolean;
  readonly log: string | null;
}

/** How far a job is, in words. */
export interface ProgressTexts {
  readonly doneText: string;
  readonly current: string;
  readonly facts: readonly string[];
  /** For the top bar, e.g. `7 / 12`. */
  readonly short: string;
}

export function progressTexts(
  { status, progress }: Pick<Job, 'status' | 'progress'>,
  { t, language }: Pick<PageContext, 't' | 'language'>,
): ProgressTexts {
  const known = progress !== null && progress.of > 0;
  const values = { done: countText(progress?.done ?? 0), of: countText(progress?.of ?? 0) };
  const facts: string[] = [];
  if (progress?.bytes) facts.push(t('jobs.bytes', { bytes: bytesText(progress.bytes) }));
  if (progress?.bytesPerSecond)
    facts.push(t('jobs.speed', { bytes: bytesText(Math.round(progress.bytesPerSecond)) }));
  if (progress?.secondsLeft)
    facts.push(t('jobs.left', { time: durationText(progress.secondsLeft * 1000, language) }));
  return {
    doneText: known
      ? t(`jobs.progress_${progress.unit}s`, values)
      : t(status === 'queued' ? 'job_status.queued' : unknownText(progress)),
    current: progress?.current ?? '',
    facts,
    short: known ? `${values.done} / ${values.of}` : t(`job_status.${status}`),
  };
}

/** Most jobs begin by reading what there is; one that counts in percent waits for somebody else. */
const unknownText = (progress: Job['progress']) =>
  progress?.unit === 'percent' ? 'jobs.progress_waits' : 'jobs.progress_unknown';

export function jobProgress(job: Job, context: PageContext): JobProgressView {
  const { baseUrl, can } = context;
  const { progress } = job;
  const href = `${baseUrl}/jobs/${encodeURIComponent(job.jobKey)}`;
  return {
    ...progressTexts(job, context),
    key: job.jobKey,
    number: jobNumber(job.jobKey),
    title: jobTitle(job, context),
    href,
    status: jobStateBadge(job, context),
    waits: job.status === 'waiting_person',
    done: progress?.done ?? 0,
    of: progress?.of ?? 0,
    cancel: !isFinished(job.status) && !job.cancelAsked && can('fetch') ? { action: `${href}/cancel` } : null,
    cancelAsked: job.cancelAsked,
    log: can('live_logs') ? `${baseUrl}/logs?job=${encodeURIComponent(job.jobKey)}` : null,
  };
}
