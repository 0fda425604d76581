import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from './errors.js';
import type { JobFileProblem, JobUnitResult } from './job.js';
import {
  isPassingCause,
  isUnitSettled,
  nextTry,
  problemOfAppError,
  retryWaitMs,
  type TriedJob,
  waitsForRetry,
} from './job-retry.js';

const now = new Date('2026-01-05T03:00:00Z');
const minute = 60_000;
const message = { th: 'ก', en: 'a' };
const problem = (code: string, more: Partial<JobFileProblem> = {}): JobFileProblem => ({
  file: null,
  code,
  message,
  ...more,
});

function unit(state: string, ...problems: readonly JobFileProblem[]): JobUnitResult {
  const counts = { listed: 0, downloaded: 0, already: 0, failed: 0, imported: 0 };
  return { unit: 'rep/ucs/2569-01', state, ...counts, problems };
}

function minutes(tried: Partial<TriedJob>): number | null {
  const job = { failures: 0, maxAttempts: 5, result: { units: [] }, endedBy: null, ...tried };
  const at = nextTry(job, now, () => 0);
  return at && (at.getTime() - now.getTime()) / minute;
}

test('waits grow fourfold from a minute, end at an hour, and are a quarter longer at most', () => {
  const waits = [1, 2, 3, 4, 5, 20].map((failures) => retryWaitMs(failures, () => 0) / minute);
  assert.deepEqual(waits, [1, 4, 16, 60, 60, 60]);
  assert.equal(
    retryWaitMs(1, () => 1),
    1.25 * minute,
  );
});

test('a job that ended by a passing cause comes again, a lasting one does not', () => {
  assert.equal(minutes({ endedBy: problem('http_503') }), 1);
  assert.equal(minutes({ endedBy: problem('timeout_idle'), failures: 2 }), 16);
  assert.equal(minutes({ endedBy: problem('database_unavailable') }), 1);
  for (const code of ['refused', 'locked', 'sso_notice', 'no_right', 'job_params_invalid', 'job_fault'])
    assert.equal(minutes({ endedBy: problem(code) }), null, code);
});

test('five failures in a row come again where their reason may pass', () => {
  const stopped = (code: string) =>
    problemOfAppError(new AppError('stopped_after_failures', { count: 5, code }));
  assert.equal(minutes({ endedBy: stopped('reset') }), 1);
  assert.equal(minutes({ endedBy: stopped('not_a_workbook') }), null);
});

test('after the last allowed try a job ends', () => {
  assert.equal(minutes({ endedBy: problem('reset'), failures: 4 }), null);
  assert.equal(minutes({ endedBy: problem('reset'), maxAttempts: 1 }), null);
});

test('a job of which a part may pass comes again, one whose parts all wait for a person does not', () => {
  const units = [unit('complete'), unit('failed', problem('no_right')), unit('incomplete', problem('reset'))];
  assert.equal(minutes({ result: { units } }), 1);
  assert.equal(minutes({ result: { units: units.slice(0, 2) } }), null);
  // A lasting end of the whole run is not outvoted by a unit that failed before it.
  assert.equal(minutes({ result: { units }, endedBy: problem('refused') }), null);
  // What failed in a unit that is complete all the same (an import) is no reason to ask NHSO again.
  assert.equal(minutes({ result: { units: [unit('complete', problem('reset'))] } }), null);
});

test('a site that wants to be left alone is left alone, also where one unit alone heard it', () => {
  const later = problem('http_503', { notBefore: '2026-01-05T04:30:00Z' });
  assert.equal(minutes({ endedBy: later }), 90);
  assert.equal(minutes({ result: { units: [unit('failed', later), unit('failed', problem('reset'))] } }), 90);
  const sooner = problem('http_503', { notBefore: '2026-01-05T03:00:05Z' });
  assert.equal(minutes({ endedBy: sooner }), 1);
});

test('the time that a failure names comes with it', () => {
  const asked = Object.assign(new AppError('http_503'), { retryAfterMs: 90 * minute });
  assert.equal(problemOfAppError(asked, now.getTime()).notBefore, '2026-01-05T04:30:00.000Z');
  const spent = new AppError('sign_ins_spent', { count: 3, time: '11:00', until: '2026-01-05T04:00:00Z' });
  assert.equal(problemOfAppError(spent).notBefore, '2026-01-05T04:00:00Z');
  assert.ok(isPassingCause(spent.code));
});

test('by itself only what may pass is done again', () => {
  assert.equal(isUnitSettled(unit('complete')), true);
  assert.equal(isUnitSettled(unit('failed', problem('no_right'))), true);
  assert.equal(isUnitSettled(unit('failed', problem('no_right'), problem('reset'))), false);
  // Cut off by a cancel or a death: nothing is said against it.
  assert.equal(isUnitSettled(unit('incomplete')), false);
  assert.equal(isUnitSettled(unit('waiting_person', problem('sso_notice'))), false);
});

test('a job that waits for its turn does not wait for a retry', () => {
  const job = { status: 'queued', failures: 1, runAt: '2026-01-05T03:01:00Z' };
  assert.equal(waitsForRetry(job, now), true);
  assert.equal(waitsForRetry({ ...job, failures: 0 }, now), false);
  assert.equal(waitsForRetry({ ...job, runAt: '2026-01-05T03:00:00Z' }, now), false);
  assert.equal(waitsForRetry({ ...job, status: 'running' }, now), false);
});
