import { z } from 'zod';
import { askedMonth, type GridUnit, gridUnitKey } from '../domain/grid-unit.js';
import type { Job, JobType } from '../domain/job.js';
import { isSchemeCode } from '../domain/scheme.js';

/** The job that fetches one unit of the grid, and imports what comes. */
export function jobOfUnit(unit: GridUnit): { readonly type: JobType; readonly params: unknown } {
  if (unit.kind === 'smt') return { type: 'sync_smt', params: { fiscalYear: unit.fiscalYear } };
  const asked = askedMonth(unit.month);
  if (unit.kind === 'stm') return { type: 'download_stm', params: { ...asked, import: true } };
  return { type: 'download_rep', params: { ...asked, schemes: [unit.scheme], import: true } };
}

const month = z.object({ month: z.number(), year: z.number(), schemes: z.array(z.string()).optional() });
const year = z.object({ fiscalYear: z.number() });

/** Keys of the units that a job asks NHSO for; none for other jobs. */
export function unitKeysOfJob(job: Pick<Job, 'type' | 'params'>): readonly string[] {
  if (job.type === 'sync_smt') {
    const read = year.safeParse(job.params);
    return read.success ? [gridUnitKey({ kind: 'smt', fiscalYear: read.data.fiscalYear })] : [];
  }
  if (job.type !== 'download_rep' && job.type !== 'download_stm') return [];
  const read = month.safeParse(job.params);
  if (!read.success) return [];
  const kind = job.type === 'download_rep' ? 'rep' : 'stm';
  const asked = `${read.data.year - 543}-${String(read.data.month).padStart(2, '0')}`;
  return (kind === 'stm' ? ['ucs'] : (read.data.schemes ?? []))
    .filter(isSchemeCode)
    .map((scheme) => gridUnitKey({ kind, scheme, month: asked }));
}
