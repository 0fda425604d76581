import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { jobJson } from '../../domain/job.js';
import { findJobByKey } from '../../store/jobs.js';
import { apiRoute } from '../api-route.js';
import { readerOf } from '../reader.js';

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
    unit: z.enum(['file', 'unit', 'record']),
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
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
});

export const job = apiRoute({
  method: 'get',
  path: '/jobs/:id',
  scope: 'downloads:start',
  summary: 'A job: its state, progress and result',
  answer: jobAnswer,
  async answerWith(parts, { param, res }) {
    const found = await findJobByKey(parts.db, param('id'));
    if (found === null) throw new AppError('not_found');
    return jobJson(found, readerOf(res).language);
  },
});
