import type { Db } from '../db/db.js';
import type { Difference, VerifiedCheck, VerifyCheck } from '../domain/verification.js';
import { verifyChecks } from '../domain/verification.js';
import type { ParseLimits } from '../filetypes/file-type.js';
import { verifyCells } from './verify-cells.js';
import type { Verify } from './verify-check.js';
import { verifyCounts } from './verify-counts.js';
import { verifyIssues } from './verify-issues.js';
import { verifyKeptFiles } from './verify-kept-files.js';
import { verifyMatches } from './verify-matches.js';
import { verifyRows } from './verify-rows.js';
import { verifySums } from './verify-sums.js';
import { verifyVersions } from './verify-versions.js';

export interface VerifyParts {
  readonly db: Db;
  readonly downloadDir: string;
  readonly limits: ParseLimits;
}

/** What the caller hears while it waits; none of it may touch the database. */
export interface VerifyWatch {
  readonly signal?: AbortSignal;
  /** A check begins, or is so far; `of` is null where the end is not known. */
  onProgress?(check: VerifyCheck, done: number, of: number | null): void;
  onDifference?(check: VerifyCheck, difference: Difference): void;
  onCheck?(check: VerifiedCheck): void;
}

const checks: Readonly<Record<VerifyCheck, Verify>> = {
  counts: verifyCounts,
  rows: verifyRows,
  versions: verifyVersions,
  sums: verifySums,
  issues: verifyIssues,
  statements: verifyMatches,
  files: verifyKeptFiles,
  cells: verifyCells,
};

/**
 * Holds the stored state against the files and against itself, as everything was when it began, and changes nothing: the
 * database itself refuses a write meanwhile. Others may import while it runs. Answers what came of each check; throws
 * the reason of the signal.
 */
export async function verifyStored(
  { db, downloadDir, limits }: VerifyParts,
  chosen: readonly VerifyCheck[],
  watch: VerifyWatch = {},
): Promise<VerifiedCheck[]> {
  return db.snapshot(async (view) => {
    const results: VerifiedCheck[] = [];
    for (const check of verifyChecks.filter((name) => chosen.includes(name))) {
      let differing = 0;
      const compared = await checks[check]({
        view,
        downloadDir,
        limits,
        ...(watch.signal && { signal: watch.signal }),
        progress: (done, of) => watch.onProgress?.(check, done, of),
        tell(difference) {
          differing += 1;
          watch.onDifference?.(check, difference);
        },
      });
      const result = { check, compared, differing };
      results.push(result);
      watch.onCheck?.(result);
    }
    return results;
  });
}
