import type { Request } from 'express';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import type { JobStatus, JobType } from '../../domain/job.js';
import type { JobFilter } from '../../store/jobs.js';
import { addressWith, type Option, type PageContext } from '../page-context.js';

const statesOf = {
  all: [],
  active: ['queued', 'running', 'waiting_person'],
  failed: ['failed', 'waiting_person'],
  problems: ['completed_with_problems'],
  completed: ['completed'],
  cancelled: ['cancelled'],
} as const satisfies Record<string, readonly JobStatus[]>;
type State = keyof typeof statesOf;
/** Groups of states that a list may be asked for. */
export const states = [
  'all',
  'active',
  'failed',
  'problems',
  'completed',
  'cancelled',
] as const satisfies State[];

export const jobTypes = [
  'download_rep',
  'download_stm',
  'sync_smt',
  'import_files',
  'reread_files',
  'export_claims',
  'import_cases',
  'export_cases',
  'transcribe_audio',
] as const satisfies readonly JobType[];

const day = z.union([z.literal(''), z.iso.date()]).optional();
const id = z.coerce.number().int().positive();

const queries = z.object({
  state: z.enum(['', ...states]).optional(),
  type: z.enum(['', ...jobTypes]).optional(),
  /** Gregorian days in Thailand; `to` is not included. */
  from: day,
  to: day,
  q: z.string().max(100).optional(),
  who: z.union([z.literal(''), z.literal('program'), id]).optional(),
  cursor: z.union([z.literal(''), id]).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});

const pageSize = 30;

/** What the list of jobs is asked for, as its address says it. */
export interface JobsQuery {
  readonly asked: z.infer<typeof queries>;
  readonly filter: JobFilter;
}

/** Midnight in Thailand. */
const midnight = (text: string) => new Date(`${text}T00:00:00+07:00`);

/** What is asked in words, on the page or by the API, as the list finds it; blanks are not asked. */
export function jobFilterOf(asked: Omit<JobsQuery['asked'], 'cursor' | 'limit'>): Omit<JobFilter, 'limit'> {
  const { state, type, from, to, q, who } = asked;
  // People say a job's number with the sign before it.
  const words = q?.trim().replace(/^#/, '');
  return {
    statuses: statesOf[state || 'all'],
    ...(type && { types: [type] }),
    ...(from && { from: midnight(from) }),
    ...(to && { until: midnight(to) }),
    ...(words && { words }),
    ...(who && { by: who }),
  };
}

/** Throws AppError filter_invalid. */
export function readJobsQuery(req: Request): JobsQuery {
  const read = queries.safeParse(req.query);
  if (!read.success)
    throw new AppError('filter_invalid', {
      name: String(read.error.issues[0]?.path[0] ?? ''),
      example: 'state=failed',
    });
  const { cursor, limit } = read.data;
  const filter = { ...jobFilterOf(read.data), limit: limit ?? pageSize, ...(cursor && { before: cursor }) };
  return { asked: read.data, filter };
}

/** The same list with another place in it. */
export function jobsAddress(path: string, { asked }: JobsQuery, cursor: number | null): string {
  const { state, type, from, to, q, who, limit } = asked;
  return addressWith(path, {
    state: state === 'all' ? null : (state ?? null),
    type: type ?? null,
    from: from ?? null,
    to: to ?? null,
    q: q?.trim() ?? null,
    who: who === undefined ? null : String(who),
    limit: limit === undefined ? null : String(limit),
    cursor: cursor === null ? null : String(cursor),
  });
}

export interface JobsFilterView {
  readonly selects: readonly {
    readonly name: string;
    readonly label: string;
    readonly options: readonly Option[];
  }[];
  readonly days: readonly { readonly name: string; readonly label: string; readonly value: string }[];
  readonly q: string;
  /** Address of the whole list; null where nothing is filtered. */
  readonly clear: string | null;
}

export function jobsFilterView(
  { asked }: JobsQuery,
  people: readonly { readonly id: number; readonly name: string }[],
  { t, baseUrl }: PageContext,
): JobsFilterView {
  const option = (value: string, text: string, chosen: string) => ({
    value,
    text,
    selected: value === chosen,
  });
  const { state = '', type = '', from = '', to = '', q = '', who = '' } = asked;
  const anything = [state === 'all' ? '' : state, type, from, to, q.trim(), who].some(
    (value) => value !== '',
  );
  return {
    selects: [
      {
        name: 'state',
        label: t('jobs.state'),
        options: states.map((name) => option(name === 'all' ? '' : name, t(`jobs.state_${name}`), state)),
      },
      {
        name: 'type',
        label: t('jobs.type'),
        options: [
          option('', t('jobs.state_all'), type),
          ...jobTypes.map((name) => option(name, t(`job_type.${name}`), type)),
        ],
      },
      {
        name: 'who',
        label: t('jobs.by'),
        options: [
          option('', t('jobs.everybody'), String(who)),
          option('program', t('jobs.by_program'), String(who)),
          ...people.map((person) => option(String(person.id), person.name, String(who))),
        ],
      },
    ],
    days: [
      { name: 'from', label: t('jobs.from'), value: from },
      { name: 'to', label: t('jobs.to'), value: to },
    ],
    q: q.trim(),
    clear: anything ? `${baseUrl}/jobs` : null,
  };
}
