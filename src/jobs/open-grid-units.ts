import { type GridUnit, readGridUnit } from '../domain/grid-unit.js';
import type { JobResult } from '../domain/job.js';
import { isUnitSettled } from '../domain/job-retry.js';

/** Units of the grid that the next try of a job asks for again. */
export function openGridUnits(result: JobResult | null): GridUnit[] {
  return (result?.units ?? []).flatMap((unit) => {
    const cell = isUnitSettled(unit) ? null : readGridUnit(unit.unit);
    return cell ? [cell] : [];
  });
}
