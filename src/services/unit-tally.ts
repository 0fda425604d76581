import type { JobFileProblem, JobUnitResult } from '../domain/job.js';
import type { UnitState } from '../store/download-units.js';
import { type UnitPlan, unitKey } from './unit-plan.js';

/** Counts of a unit while it is worked on. */
export interface UnitTally {
  readonly plan: UnitPlan;
  downloaded: number;
  /** Files that did not come, those of 0 bytes (`noData`) among them. */
  failed: number;
  noData: number;
  imported: number;
  readonly problems: JobFileProblem[];
}

export function tallyOf(plan: UnitPlan): UnitTally {
  return { plan, downloaded: 0, failed: 0, noData: 0, imported: 0, problems: [...plan.problems] };
}

export function unitState({ plan, downloaded, failed, noData }: UnitTally): UnitState {
  if (plan.listed === 0 && plan.problems.length === 0) return 'empty';
  const stored = plan.inPlace.length + downloaded;
  if (stored === plan.listed && plan.problems.length === 0) return 'complete';
  return stored === 0 && failed > noData ? 'failed' : 'incomplete';
}

export function unitResult(tally: UnitTally, state: UnitState): JobUnitResult {
  return {
    unit: unitKey(tally.plan.unit),
    state,
    listed: tally.plan.listed,
    downloaded: tally.downloaded,
    already: tally.plan.inPlace.length,
    failed: tally.failed,
    imported: tally.imported,
    problems: tally.problems,
  };
}
