import { countText } from '../domain/count-text.js';
import { AppError } from '../domain/errors.js';
import type { JobUnitResult, JobWatch } from '../domain/job.js';
import { waitsForPerson } from '../domain/waits-for-person.js';
import { saveDownloadUnit, type UnitState } from '../store/download-units.js';
import type { DownloadUnit } from '../store/downloads.js';
import { UpstreamError } from '../upstreams/index.js';
import { createDownloadProgress } from './download-progress.js';
import {
  createFailureStreak,
  type DownloadParts,
  type DownloadRun,
  endsTheRun,
  fileProblem,
} from './download-run.js';
import { fetchUnit, leftToImport } from './fetch-unit.js';
import { withPortal } from './portal-access.js';
import { type UnitPlan, unitKey } from './unit-plan.js';
import { tallyOf, type UnitTally, unitResult, unitState } from './unit-tally.js';

/** The units of one run, and how the portal is asked what it lists for one of them. */
export interface UnitsToDownload<Unit extends DownloadUnit> {
  readonly units: readonly Unit[];
  readonly importFiles: boolean;
  readonly plan: (run: DownloadRun, unit: Unit) => Promise<UnitPlan>;
}

/**
 * Fetches the workbooks of some units from e-Claim, and imports them where asked: one sign-in, one request at a time,
 * only what is new, failed before, or no longer on the disk as it came. Each unit is told to the watch when it is done.
 * Throws AppError where the run cannot go on (account refused, SSO, disk, five failures in a row with one reason),
 * after all units were told; what came until then is kept.
 */
export async function downloadUnits<Unit extends DownloadUnit>(
  parts: DownloadParts,
  wanted: UnitsToDownload<Unit>,
  watch: JobWatch,
): Promise<void> {
  const units = wanted.units.filter((unit) => !watch.finishedUnits.has(unitKey(unit)));
  if (units.length === 0) return;
  if (parts.accounts.length === 0) throw new AppError('account_missing');
  const { importFiles } = wanted;
  const open = new Set<DownloadUnit>(units);
  try {
    await withPortal(parts, watch, async (client, signal) => {
      const progress = createDownloadProgress(watch.progress);
      const failures = createFailureStreak();
      const run: DownloadRun = {
        parts,
        importFiles,
        watch: { ...watch, signal },
        client,
        progress,
        failures,
      };
      // With the second account what the first one left.
      const left = units.filter((unit) => open.has(unit));
      const planned = await planAll(run, { ...wanted, units: left }, open);
      for (const tally of planned.tallies) await workOn(run, tally, open);
      // What could be listed is fetched before the run ends for the lists that did not come.
      if (planned.ending !== null) throw planned.ending;
    });
  } catch (error) {
    if (error instanceof AppError && !watch.signal.aborted)
      for (const unit of open) await endUnlisted({ parts, watch }, unit, error);
    throw error;
  }
}

/** Lists all units first, so that the whole number of files is known; five failures in a row end the listing. */
async function planAll<Unit extends DownloadUnit>(
  run: DownloadRun,
  { units, plan: planUnit }: UnitsToDownload<Unit>,
  open: Set<DownloadUnit>,
): Promise<{ readonly tallies: readonly UnitTally[]; readonly ending: AppError | null }> {
  const tallies: UnitTally[] = [];
  let ending: AppError | null = null;
  for (const unit of units) {
    run.watch.progress({ current: unitKey(unit) });
    try {
      const plan = await planUnit(run, unit);
      const left = await leftToImport(run, plan);
      run.progress.expect(plan.toFetch.length + left.length, plan.inPlace.length - left.length);
      run.failures.succeeded();
      sayListed(run, plan);
      tallies.push(tallyOf(plan));
    } catch (error) {
      if (!(error instanceof UpstreamError) || endsTheRun(error)) throw error;
      await endUnlisted(run, unit, error);
      open.delete(unit);
      // A right that is missing is no fault of the site: the other schemes are asked for all the same.
      ending = error.code === 'no_right' ? null : endOfStreak(run, error);
      if (ending !== null) break;
    }
  }
  run.watch.progress({ current: null });
  if (ending !== null) run.failures.succeeded();
  return { tallies, ending };
}

function sayListed({ watch }: DownloadRun, { unit, listed, toFetch }: UnitPlan): void {
  const key = unitKey(unit);
  const [all, wanted] = [countText(listed), countText(toFetch.length)];
  watch.say(
    'info',
    {
      th: `${key}: สปสช. มี ${all} ไฟล์ ต้องดึง ${wanted} ไฟล์`,
      en: `${key}: NHSO lists ${all} files, ${wanted} are to be fetched`,
    },
    { kind: 'list', unit: key },
  );
}

function endOfStreak({ failures }: DownloadRun, { code }: UpstreamError): AppError | null {
  try {
    failures.failed(code);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

async function workOn(run: DownloadRun, tally: UnitTally, open: Set<DownloadUnit>): Promise<void> {
  const { unit, listed, inPlace } = tally.plan;
  const counts = () => ({ listed, stored: inPlace.length + tally.downloaded });
  let ending: AppError | null = null;
  try {
    await fetchUnit(run, tally);
  } catch (error) {
    if (run.watch.signal.aborted) {
      // Told as incomplete, which a job that is begun again does not leave out.
      await endUnit(run, unit, unitResult(tally, 'incomplete'), 'incomplete', counts());
      throw error;
    }
    if (!(error instanceof AppError) || !(endsTheRun(error) || error.code === 'no_right')) throw error;
    ending = endsTheRun(error) ? error : null;
    if (!tally.problems.some((problem) => problem.code === error.code))
      tally.problems.push(fileProblem(null, error));
  }
  const state = ending !== null && waitsForPerson(ending.code) ? 'waiting_person' : unitState(tally);
  await endUnit(run, unit, unitResult(tally, state), state, counts());
  open.delete(unit);
  if (ending !== null) throw ending;
}

/** What the end of a unit is told to. */
type UnitEnds = Pick<DownloadRun, 'parts' | 'watch'>;

const gridKey = (unit: DownloadUnit) => ({ upstream: 'eclaim', ...unit }) as const;

/** A unit whose listing did not come: nothing is known of its files, and it is no empty month. */
async function endUnlisted(run: UnitEnds, unit: DownloadUnit, error: AppError): Promise<void> {
  const state: UnitState = waitsForPerson(error.code) ? 'waiting_person' : 'failed';
  const none = { listed: 0, downloaded: 0, already: 0, failed: 0, imported: 0 };
  const result = { unit: unitKey(unit), state, ...none, problems: [fileProblem(null, error)] };
  await endUnit(run, unit, result, state, null);
}

async function endUnit(
  run: UnitEnds,
  unit: DownloadUnit,
  result: JobUnitResult,
  state: UnitState,
  counts: { readonly listed: number; readonly stored: number } | null,
): Promise<void> {
  const problem = result.problems[0]?.code ?? null;
  await saveDownloadUnit(run.parts.db, { ...gridKey(unit), state, counts, problem });
  run.watch.unitDone(result);
}
