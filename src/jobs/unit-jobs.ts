import { z } from 'zod';
import { askedMonth, type GridUnit, gridUnitKey } from '../domain/grid-unit.js';
import type { Job, JobType } from '../domain/job.js';
import { fiscalYearsOfParams, monthKey, monthsOf, rangeOfParams } from '../domain/month-range.js';
import { isSchemeCode } from '../domain/scheme.js';

/** The job that fetches one unit of the grid, and imports what comes. */
export function jobOfUnit(unit: GridUnit): { readonly type: JobType; readonly params: unknown } {
  if (unit.kind === 'smt') return { type: 'sync_smt', params: { fiscalYear: unit.fiscalYear } };
  const asked = askedMonth(unit.month);
  if (unit.kind === 'stm') return { type: 'download_stm', params: { ...asked, import: true } };
  return { type: 'download_rep', params: { ...asked, schemes: [unit.scheme], import: true } };
}

const schemesAsked = z.object({ schemes: z.array(z.string()) });

/** Keys of the units that a job asks NHSO for; none for other jobs. */
export function unitKeysOfJob(job: Pick<Job, 'type' | 'params'>): readonly string[] {
  if (job.type === 'sync_smt')
    return fiscalYearsOfParams(job.params).map((fiscalYear) => gridUnitKey({ kind: 'smt', fiscalYear }));
  const range = rangeOfParams(job.params);
  if (range === null || (job.type !== 'download_rep' && job.type !== 'download_stm')) return [];
  const kind = job.type === 'download_rep' ? 'rep' : 'stm';
  const named = schemesAsked.safeParse(job.params);
  const schemes = kind === 'stm' ? ['ucs'] : named.success ? named.data.schemes : [];
  return monthsOf(range).flatMap((month) =>
    schemes.filter(isSchemeCode).map((scheme) => `${kind}/${scheme}/${monthKey(month)}`),
  );
}
