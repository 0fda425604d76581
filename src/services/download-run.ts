import { AppError } from '../domain/errors.js';
import type { ImportResult } from '../domain/import-result.js';
import type { JobFileProblem, JobWatch } from '../domain/job.js';
import { problemOfAppError } from '../domain/job-retry.js';
import type { ProblemCode } from '../domain/problems/index.js';
import { waitsForPerson } from '../domain/waits-for-person.js';
import type { EclaimClient } from '../upstreams/index.js';
import type { DownloadProgress } from './download-progress.js';
import type { PortalParts } from './portal-access.js';

/** A downloaded workbook that is to be imported. */
export interface FileToImport {
  readonly path: string;
  /** The portal's name, which tells type and date; the path may have another. */
  readonly name: string;
  readonly downloadId: number;
}

export interface DownloadParts extends PortalParts {
  readonly downloadDir: string;
  /** Imports one workbook; null where nothing can be imported (DB_TYPE=none). */
  readonly importFile: ((file: FileToImport, signal: AbortSignal) => Promise<ImportResult>) | null;
  /** Told which workbook is imported after the present one, so that it is opened by then. */
  readonly expectFile?: (path: string) => void;
}

/** What the parts of one run share. */
export interface DownloadRun {
  readonly parts: DownloadParts;
  readonly importFiles: boolean;
  readonly watch: JobWatch;
  readonly client: EclaimClient;
  readonly progress: DownloadProgress;
  readonly failures: FailureStreak;
}

/** Failures after which no other request of the run can succeed. */
const endsRun: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'account_missing',
  'account_set_aside',
  'sign_ins_spent',
  'refused',
  'locked',
  'other_hospital_account',
  'download_folder_failed',
  'disk_full',
  'stopped_after_failures',
]);

export function endsTheRun(error: AppError): boolean {
  return endsRun.has(error.code) || waitsForPerson(error.code);
}

/** Counts failures with the same reason, one after the other. */
export interface FailureStreak {
  /** Throws `stopped_after_failures` at the fifth. */
  failed(code: ProblemCode): void;
  succeeded(): void;
}

const mostInARow = 5;

export function createFailureStreak(): FailureStreak {
  let code: ProblemCode | null = null;
  let count = 0;
  return {
    failed(now) {
      count = now === code ? count + 1 : 1;
      code = now;
      if (count >= mostInARow) throw new AppError('stopped_after_failures', { count, code: now });
    },
    succeeded() {
      code = null;
      count = 0;
    },
  };
}

export function fileProblem(file: string | null, error: AppError): JobFileProblem {
  return { file, ...problemOfAppError(error) };
}
