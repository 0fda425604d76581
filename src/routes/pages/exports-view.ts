import { bytesText, countText } from '../../domain/count-text.js';
import type { Job } from '../../domain/job.js';
import { instantText } from '../../domain/thai-date.js';
import { readClaimListFilter } from '../../figures/claim-list-filter.js';
import type { StoredExport } from '../../store/exports.js';
import { claimFilterTexts } from '../claim-filter-texts.js';
import { type JobProgressView, jobNumber, jobProgress } from '../job-texts.js';
import { addressWith, type PageContext, type Twins } from '../page-context.js';

const dayMs = 86_400_000;

export interface ExportsFacts {
  readonly exports: readonly StoredExport[];
  readonly people: ReadonlyMap<number, string>;
  readonly jobs: readonly Job[];
  readonly failed: readonly Job[];
  readonly keepDays: number;
  readonly userId: number | null;
  /** Where the next page begins; null = these are the last. */
  readonly next: number | null;
  readonly done: 'ordered' | 'deleted' | null;
}

export interface ExportsView {
  readonly sub: string;
  readonly twins: Twins;
  readonly notice: { tone: string; icon: string; title: string; text: string; action: null } | null;
  readonly running: readonly JobProgressView[];
  readonly failed: readonly { readonly number: string; readonly text: string }[];
  readonly rows: readonly {
    readonly file: string;
    /** null where this reader may not have it. */
    readonly href: string | null;
    readonly withNames: boolean;
    readonly filter: string;
    readonly rows: string;
    readonly bytes: string;
    readonly by: string;
    readonly at: string;
    readonly until: string;
    readonly remove: string | null;
    readonly removeLabel: string;
  }[];
  readonly blank: {
    readonly icon: string;
    readonly title: string;
    readonly text: string;
    readonly actions: readonly { readonly href: string; readonly text: string; readonly main: boolean }[];
  } | null;
  readonly next: string | null;
}

/** A file with names is its owner's alone; any other is there for everybody who may export. */
export function mayHave(
  stored: Pick<StoredExport, 'withIdentity' | 'userId'>,
  userId: number | null,
  can: PageContext['can'],
): boolean {
  return !stored.withIdentity || (can('export_identity') && stored.userId === userId);
}

export function mayRemove(stored: StoredExport, userId: number | null, can: PageContext['can']): boolean {
  return stored.userId === userId || can('administer');
}

function lineOf(
  stored: StoredExport,
  facts: ExportsFacts,
  context: PageContext,
): ExportsView['rows'][number] {
  const { t, baseUrl, language, can, now } = context;
  const { key, filename, finishedAt, userId } = stored;
  const href = `${baseUrl}/exports/${encodeURIComponent(key)}`;
  const texts = claimFilterTexts(readClaimListFilter(stored.filter, now), context);
  const end = finishedAt === null ? null : new Date(Date.parse(finishedAt) + facts.keepDays * dayMs);
  return {
    file: filename ?? key,
    href: mayHave(stored, facts.userId, can) ? `${href}/file` : null,
    withNames: stored.withIdentity,
    filter: texts.length === 0 ? t('exports.all_claims') : texts.join(' · '),
    rows: countText(stored.rows),
    bytes: bytesText(stored.bytes),
    by: userId === null ? t('exports.program') : (facts.people.get(userId) ?? String(userId)),
    at: instantText(finishedAt, language, true),
    until: end === null ? '' : instantText(end.toISOString(), language, true),
    remove: mayRemove(stored, facts.userId, can) ? `${href}/delete` : null,
    removeLabel: t('exports.delete_this', { file: filename ?? key }),
  };
}

/** Progress as on the page of jobs, but for those who may not open that. */
function progressOf(job: Job, facts: ExportsFacts, context: PageContext): JobProgressView {
  const { baseUrl, can } = context;
  const shown = jobProgress(job, context);
  const mayCancel = (job.userId === facts.userId || can('fetch')) && !job.cancelAsked;
  return {
    ...shown,
    href: can('fetch') ? shown.href : `${baseUrl}/exports`,
    cancel: mayCancel ? { action: `${baseUrl}/exports/jobs/${encodeURIComponent(job.jobKey)}/cancel` } : null,
  };
}

function noticeOf(done: ExportsFacts['done'], { t }: PageContext): ExportsView['notice'] {
  if (done === null) return null;
  const texts = { title: t(`exports.${done}`), text: t(`exports.${done}_more`) };
  return { tone: 'ok', icon: 'check', ...texts, action: null };
}

export function exportsView(facts: ExportsFacts, context: PageContext, twins: Twins): ExportsView {
  const { t, baseUrl, language } = context;
  const actions = [{ href: `${baseUrl}/claims/export`, text: t('exports.new'), main: true }];
  return {
    sub: t('exports.sub', { days: facts.keepDays }),
    twins,
    notice: noticeOf(facts.done, context),
    running: facts.jobs.map((job) => progressOf(job, facts, context)),
    failed: facts.failed.map((job) => ({
      number: jobNumber(job.jobKey),
      text: job.problem?.message[language] ?? '',
    })),
    rows: facts.exports.map((stored) => lineOf(stored, facts, context)),
    blank:
      facts.exports.length > 0
        ? null
        : { icon: 'file', title: t('exports.none'), text: t('exports.none_more'), actions },
    next: facts.next === null ? null : addressWith(`${baseUrl}/exports`, { cursor: String(facts.next) }),
  };
}
