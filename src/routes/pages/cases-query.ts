import type { Request } from 'express';
import { z } from 'zod';
import { type CaseStatus, casePriorities, caseStatuses, isDone } from '../../domain/case.js';
import { AppError } from '../../domain/errors.js';
import { readInstant } from '../../domain/instant.js';
import type { CaseFilter } from '../../store/case-list.js';
import { addressWith } from '../page-context.js';

export const unfinishedStatuses: readonly CaseStatus[] = caseStatuses.filter((status) => !isDone(status));

const day = z.union([z.literal(''), z.iso.date()]).optional();
const words = <const Words extends readonly [string, ...string[]]>(known: Words) =>
  z
    .string()
    .transform((text) => text.split(',').filter((word) => word !== ''))
    .pipe(z.array(z.enum(known)))
    .optional();
const text = (most: number) => z.string().trim().max(most).optional();

const queries = z.object({
  /** `all`, or some of the statuses; absent = those that somebody still has to work on. */
  status: z.union([z.literal('all'), words(caseStatuses)]).optional(),
  priority: words(casePriorities),
  category: text(64),
  assigned_to: text(100),
  tran_id: text(64),
  q: text(100),
  created_after: day,
  created_before: day,
  cursor: z.union([z.literal(''), z.coerce.number().int().positive()]).optional(),
});
export type CasesAsked = z.output<typeof queries>;

/** The list of cases, as its address asks for it. */
export interface CasesQuery {
  readonly asked: CasesAsked;
  readonly filter: CaseFilter;
  readonly cursor: number | null;
}

/** Throws AppError filter_invalid. */
export function readCasesQuery(req: Request): CasesQuery {
  const read = queries.safeParse(req.query);
  if (!read.success)
    throw new AppError('filter_invalid', {
      name: String(read.error.issues[0]?.path[0] ?? ''),
      example: 'status=open,escalated',
    });
  const { status, priority, category, tran_id, assigned_to, q, created_after, created_before } = read.data;
  const some = (word: string | undefined) => (word ? [word] : []);
  const filter: CaseFilter = {
    hospital: null,
    statuses:
      status === 'all' ? [] : status === undefined || status.length === 0 ? unfinishedStatuses : status,
    priorities: priority ?? [],
    categories: some(category),
    tranIds: some(tran_id),
    caseNumbers: [],
    externalRefs: [],
    createdAfter: created_after ? readInstant(created_after, null) : null,
    createdBefore: created_before ? readInstant(created_before, null) : null,
    assignedTo: assigned_to || null,
    words: q || null,
  };
  return { asked: read.data, filter, cursor: read.data.cursor || null };
}

/** The address of the list with other values. */
export function casesAddress(
  path: string,
  asked: CasesAsked,
  changes: Readonly<Record<string, string | null>> = {},
): string {
  const values = Object.entries(asked).flatMap(([name, value]) =>
    name === 'cursor' || value === undefined ? [] : [[name, String(value)] as const],
  );
  return addressWith(path, { ...Object.fromEntries(values), ...changes });
}
