import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { withGuard } from '../domain/case-csv.js';
import type { CaseImportError, CaseImportOptions, CaseImportReport } from '../domain/case-import.js';
import { mostErrorsShown } from '../domain/case-import.js';
import { byteOrderMark, csvField } from '../formats/csv.js';
import { writeTo } from '../formats/write-to.js';

export interface CaseCounts {
  rows: number;
  imported: number;
  updated: number;
  unchanged: number;
  skipped: number;
  refused: number;
  defaulted: number;
}

/** Counts what becomes of the rows, and writes every error into a CSV as it comes. */
export interface CaseImportTally {
  readonly counts: CaseCounts;
  refuse(errors: readonly CaseImportError[]): Promise<void>;
  /** Ends the list of errors; answers the report. */
  end(): Promise<CaseImportReport>;
}

export interface ReportHead {
  readonly options: CaseImportOptions;
  readonly encoding: CaseImportReport['encoding'];
  readonly ignored: readonly string[];
}

export function openTally(place: string, { options, encoding, ignored }: ReportHead): CaseImportTally {
  const counts = { rows: 0, imported: 0, updated: 0, unchanged: 0, skipped: 0, refused: 0, defaulted: 0 };
  const shown: CaseImportError[] = [];
  let total = 0;
  const out = createWriteStream(place, { mode: 0o600 });
  out.on('error', () => undefined); // told by the write that fails
  let head: string | null = `${byteOrderMark}row,case_number,field,message\r\n`;
  return {
    counts,
    async refuse(errors) {
      counts.refused += 1;
      total += errors.length;
      shown.push(...errors.slice(0, mostErrorsShown - shown.length));
      const lines = errors.map(({ row, case_number, field, message }) =>
        [row, case_number === null ? null : withGuard(case_number), field, message].map(csvField).join(','),
      );
      await writeTo(out, `${head ?? ''}${lines.join('\r\n')}\r\n`);
      head = null;
    },
    async end() {
      out.end(head ?? '');
      await finished(out);
      return {
        ...counts,
        dry_run: options.dryRun,
        mode: options.mode,
        encoding,
        ignored_columns: [...ignored],
        errors: shown,
        errors_total: total,
        errors_url: null,
      };
    },
  };
}
