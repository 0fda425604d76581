/** Kinds of files that cases go out in. */
export const caseExportFormats = ['json', 'ndjson', 'csv'] as const;
export type CaseExportFormat = (typeof caseExportFormats)[number];

const thailandOffsetMs = 7 * 3_600_000;

/** `cases_export_2026-02-03_091527.json`, by the clock of Thailand; the second of one second ends in `_2`. */
export function caseExportName(at: Date, format: CaseExportFormat, number = 1): string {
  const local = new Date(at.getTime() + thailandOffsetMs).toISOString();
  const time = local.slice(11, 19).replaceAll(':', '');
  return `cases_export_${local.slice(0, 10)}_${time}${number === 1 ? '' : `_${number}`}.${format}`;
}
