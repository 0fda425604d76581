import type { Language } from './errors.js';

export type ImportStatus = 'completed' | 'completed_with_problems' | 'unchanged' | 'quarantined' | 'failed';
/** What can become of a stored file (column `status`), and of one attempt to import it. */
export const fileStates = [
  'pending',
  'processing',
  'completed',
  'completed_with_problems',
  'quarantined',
  'failed',
  'undone',
] as const;
export const attemptStates = [
  'completed',
  'completed_with_problems',
  'unchanged',
  'quarantined',
  'failed',
  'undone',
] as const satisfies readonly (ImportStatus | 'undone')[];
export type ImportSource = 'download' | 'upload' | 'watch' | 'cli';

export interface ImportProblem {
  readonly severity: 'error' | 'warning';
  readonly sheet: string | null;
  /** The workbook's own row, 1-based; null or 0 = the whole sheet or file. */
  readonly row: number | null;
  readonly column: string | null;
  readonly cell: string | null;
  readonly code: string;
  readonly message: Readonly<Record<Language, string>>;
}

export interface ImportedSheet {
  readonly name: string;
  readonly layout: string | null;
  readonly rowsRead: number;
  readonly stored: number;
  readonly refused: number;
}

/** Numbers of claims by the portal's list, the Summary sheet and the stored reported rows; null = not known. */
export interface ControlTotals {
  readonly summary: number | null;
  readonly portal: number | null;
  readonly stored: number;
  /** null = nothing to compare with. */
  readonly agree: boolean | null;
}

/** What one import did; rowsRead = inserted + updated + unchanged + refused, always. */
export interface ImportResult {
  readonly file: string;
  readonly fileId: number | null;
  readonly fileType: string | null;
  readonly scheme: string | null;
  readonly hospitalCode: string | null;
  readonly status: ImportStatus;
  readonly sha256: string | null;
  readonly rowsRead: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly controlTotals: ControlTotals;
  readonly sheets: readonly ImportedSheet[];
  readonly problems: readonly ImportProblem[];
  /** Rows seen in a quarantined file. */
  readonly waitingRows: number;
  readonly durationMs: number;
}

/** The line of `import --json` and the object of the API; messages in one language. */
export function importResultJson(result: ImportResult, language: Language = 'th'): object {
  return {
    file: result.file,
    file_id: result.fileId,
    file_type: result.fileType,
    scheme: result.scheme,
    hospital_code: result.hospitalCode,
    status: result.status,
    sha256: result.sha256,
    rows_read: result.rowsRead,
    inserted: result.inserted,
    updated: result.updated,
    unchanged: result.unchanged,
    refused: result.refused,
    control_totals: result.controlTotals,
    sheets: result.sheets.map(({ name, layout, rowsRead, stored, refused }) => ({
      name,
      layout,
      rows_read: rowsRead,
      stored,
      refused,
    })),
    problems: result.problems.map((problem) => ({ ...problem, message: problem.message[language] })),
    waiting_rows: result.waitingRows,
    duration_ms: result.durationMs,
  };
}
