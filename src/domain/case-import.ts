import { z } from 'zod';

export const importModes = ['best_effort', 'all_or_nothing'] as const;

/** How a CSV of cases is taken. */
export const caseImportOptions = z.object({
  mode: z.enum(importModes),
  dryRun: z.boolean(),
  onExisting: z.enum(['update', 'skip']),
  /** The first row does not count: the six columns come in their order. */
  byPosition: z.boolean(),
});
export type CaseImportOptions = z.output<typeof caseImportOptions>;

/** One row that was refused; `row` is the line of the file where it begins. */
export const caseImportError = z.object({
  row: z.int(),
  case_number: z.string().nullable(),
  field: z.string(),
  message: z.string(),
});
export type CaseImportError = z.output<typeof caseImportError>;

/** What came of a CSV of cases: rows = imported + updated + unchanged + skipped + refused. */
export const caseImportReport = z.object({
  rows: z.int(),
  imported: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  refused: z.int(),
  defaulted: z.int().describe('Blank categories and priorities that became other and medium'),
  dry_run: z.boolean(),
  mode: z.enum(importModes),
  encoding: z.enum(['utf-8', 'windows-874']),
  ignored_columns: z.array(z.string()).describe('Columns that nobody may write'),
  errors: z.array(caseImportError).max(1000),
  errors_total: z.int(),
  errors_url: z.string().nullable().describe('All of them as CSV'),
});
export type CaseImportReport = z.output<typeof caseImportReport>;

export const mostImportRows = 200_000;
export const mostImportBytes = 50 * 1024 * 1024;
/** Up to so many bytes the answer waits for the report. */
export const mostBytesAtOnce = 2 * 1024 * 1024;
/** So many errors stand in the report; the rest in the list as CSV alone. */
export const mostErrorsShown = 1000;
