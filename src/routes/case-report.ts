import type { CaseImportReport } from '../domain/case-import.js';

/** The report of an import with the address of its refused rows; `path` is that of imports. */
export function withErrorsAt(report: CaseImportReport, path: string, key: string): CaseImportReport {
  return { ...report, errors_url: report.errors_total === 0 ? null : `${path}/${key}/errors` };
}
