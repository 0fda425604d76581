import { z } from 'zod';
import type { Caller } from '../../domain/caller.js';
import { caseImportReport } from '../../domain/case-import.js';
import { AppError } from '../../domain/errors.js';
import { type Job, jobJson } from '../../domain/job.js';
import { instantField } from '../../domain/json-fields.js';
import type { Scope } from '../../domain/scope.js';
import { caseImportOfJob } from '../../store/case-imports.js';
import { findJobByKey, listJobs } from '../../store/jobs.js';
import { apiRoute } from '../api-route.js';
import { withErrorsAt } from '../case-report.js';
import { jobFilterOf, jobTypes, states } from '../pages/jobs-filter.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import { browsePage, browseParameters } from './browse-page.js';
import { checkDays, gregorianDay } from './gregorian.js';
import { listAnswerOf } from './list-page.js';

const unit = z.object({
  unit: z.string().describe('e.g. rep/ucs/2569-01'),
  state: z.string(),
  listed: z.number().int(),
  downloaded: z.number().int(),
  already: z.number().int(),
  failed: z.number().int(),
  imported: z.number().int(),
  problems: z.array(z.object({ file: z.string().nullable(), code: z.string(), message: z.string() })),
});

/** The job object, the same as the command line prints. */
export const jobAnswer = z.object({
  id: z.string(),
  type: z.string(),
  status: z.enum([
    'queued',
    'running',
    'waiting_person',
    'completed',
    'completed_with_problems',
    'failed',
    'cancelled',
  ]),
  progress: z.object({
    done: z.number().int(),
    of: z.number().int(),
    unit: z.enum(['file', 'unit', 'record', 'percent']),
    bytes: z.number().nullable(),
    bytes_per_second: z.number().nullable(),
    seconds_left: z.number().nullable(),
    current: z.string().nullable(),
  }),
  result: unit
    .omit({ unit: true, state: true, problems: true })
    .extend({ units: z.array(unit) })
    .nullable(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  created_at: instantField,
  started_at: instantField.nullable(),
  finished_at: instantField.nullable(),
});

/** Whose key may see jobs: who reads claims, and who starts what becomes a job. */
const jobScopes: readonly Scope[] = ['claims:read', 'downloads:start', 'imports:write', 'exports:create'];

/** Jobs are the installation's own: a key of another hospital sees none of them, and starts none. */
export async function seesJobs(parts: Parts, { hospital }: Caller): Promise<boolean> {
  return hospital === null || hospital === (await parts.settings.current()).HOSPITAL_CODE;
}

const listQuery = z.object({
  ...browseParameters,
  status: jobAnswer.shape.status.optional(),
  state: z.enum(states).optional(),
  type: z.enum(jobTypes).optional(),
  from: gregorianDay,
  to: gregorianDay,
  q: z.string().max(100).optional(),
  who: z
    .union(
      [
        z.literal('program'),
        z
          .string()
          .regex(/^[1-9]\d{0,8}$/)
          .transform(Number),
      ],
      'must be program, or the number of a person',
    )
    .optional(),
});

export const jobList = apiRoute({
  method: 'get',
  path: '/jobs',
  scope: 'claims:read',
  summary: { en: 'Jobs, the newest first', th: 'งาน ใหม่สุดก่อน' },
  query: listQuery,
  answer: listAnswerOf(jobAnswer),
  answerWith: (parts, asked) => {
    const { language } = readerOf(asked.res);
    checkDays(asked.query);
    const { status, ...words } = asked.query;
    const { statuses: ofState = [], ...filter } = jobFilterOf(words);
    const statuses = status === undefined ? ofState : [status];
    const isNone = status !== undefined && ofState.length > 0 && !ofState.includes(status);
    return browsePage(
      parts,
      asked,
      'jobs',
      async (before, limit) => {
        if (isNone || !(await seesJobs(parts, asked.caller))) return [];
        return listJobs(parts.db, { ...filter, statuses, limit, ...(before && { before }) });
      },
      (found) => jobJson(found, language),
    );
  },
});

/** A job that reads a CSV of cases also has its report, null until all rows are in. */
const jobWithReport = jobAnswer.extend({ report: caseImportReport.nullable().optional() });

/** The report of an import of cases, for the key that sent it and for people; undefined = it is not theirs. */
async function reportOf({ db }: Parts, found: Job, caller: Caller, baseUrl: string) {
  if (found.type !== 'import_cases') return undefined;
  const taken = await caseImportOfJob(db, found.id);
  if (taken === null || (caller.kind === 'key' && taken.caller !== caller.id)) return undefined;
  return taken.report && withErrorsAt(taken.report, `${baseUrl}/api/v1/cases/import`, taken.key);
}

export const job = apiRoute({
  method: 'get',
  path: '/jobs/:id',
  scope: 'any',
  oneScopeOf: jobScopes,
  permission: 'claims',
  summary: { en: 'A job: its state, progress and result', th: 'งานหนึ่งงาน: สถานะ ความคืบหน้า และผล' },
  answer: jobWithReport,
  async answerWith(parts, { param, caller, req, res }) {
    if (!jobScopes.some((scope) => caller.scopes.includes(scope)))
      throw new AppError('insufficient_scope', { scope: jobScopes.join(' / ') });
    const found = await findJobByKey(parts.db, param('id'));
    if (found === null) throw new AppError('not_found');
    const report = await reportOf(parts, found, caller, req.baseUrl);
    if (report === undefined && !(await seesJobs(parts, caller))) throw new AppError('not_found');
    return { ...jobJson(found, readerOf(res).language), ...(report !== undefined && { report }) };
  },
});
