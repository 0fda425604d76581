import { rm } from 'node:fs/promises';
import type { Db, Tx } from '../db/db.js';
import type { CaseImportOptions, CaseImportReport } from '../domain/case-import.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import { dayOf } from '../domain/thai-date.js';
import { takeCaseSerials } from '../store/case-numbers.js';
import type { ChangeBatch } from '../store/changes.js';
import { listUsers } from '../store/users.js';
import type { Actor } from './actor.js';
import { openTally } from './case-import-tally.js';
import { openCaseNumbers } from './case-number-source.js';
import type { CaseReach } from './case-references.js';
import { inChangeBatch } from './in-change-batch.js';
import { encodingOf, openCaseCsv } from './read-case-csv.js';
import { type StagedCase, stageCases, stagedCases } from './stage-cases.js';
import { openWriter } from './write-cases.js';

const groupSize = 500;

export interface CaseImport {
  /** The upload; what is made beside it is taken away again, but for the list of errors. */
  readonly file: string;
  readonly options: CaseImportOptions;
  readonly reach: CaseReach;
  readonly by: Actor;
}

export interface ImportCasesParts {
  readonly db: Db;
  readonly now: () => Date;
}

export interface ImportCasesWatch {
  readonly signal?: AbortSignal;
  progress?(rows: number, of: number): void;
}

/** What goes into the transaction of the rows when all are written; `null` = none of them was stored. */
export type BesideImport = (tx: Tx, report: CaseImportReport, batch: ChangeBatch | null) => Promise<void>;

/** Every refused row as CSV, beside the upload. */
export const errorsPlace = (file: string): string => `${file}.errors.csv`;

/** Ends the transaction of an import that is to store nothing. */
class NothingStored extends Error {
  readonly report: CaseImportReport;
  constructor(report: CaseImportReport) {
    super('an import of all rows or none was refused');
    this.report = report;
  }
}

/**
 * Takes the rows of a CSV in: each is checked by itself first, then all are written in one transaction. A dry run does the
 * same and writes nothing. Throws AppError case_csv_unreadable, csv_header_unknown, case_csv_empty, case_csv_quote, case_csv_rows.
 */
export async function importCases(
  { db, now }: ImportCasesParts,
  asked: CaseImport,
  beside: BesideImport,
  watch: ImportCasesWatch = {},
): Promise<CaseImportReport> {
  const { file, options } = asked;
  const encoding = await encodingOf(file);
  const csv = await openCaseCsv(file, encoding, options.byPosition);
  const place = `${file}.staged`;
  try {
    const { rows, unnumbered, numbers } = await stageCases(csv, place);
    const fiscalYear = fiscalYearOf(dayOf(now()));
    // Before the transaction, so that nobody who makes a case waits for all of these rows.
    const firstSerial =
      unnumbered === 0 || options.dryRun
        ? 0
        : await db.transaction((tx) => takeCaseSerials(tx, fiscalYear, unnumbered));
    const aside = { fiscalYear, first: firstSerial, count: options.dryRun ? 0 : unnumbered };
    const { answer } = await inChangeBatch(db, async (tx, batch) => {
      const tally = openTally(errorsPlace(file), { options, encoding, ignored: csv.header.ignored });
      const users = await listUsers(tx);
      const source = openCaseNumbers(tx, aside, numbers);
      const writer = await openWriter(tx, batch, { ...asked, users, numbers: source, tally });
      for await (const group of stagedCases(place, groupSize)) {
        watch.signal?.throwIfAborted();
        await writeGroup(group, writer, tally);
        watch.progress?.(tally.counts.rows, rows);
      }
      await writer.end();
      const report = await tally.end();
      if (options.mode === 'all_or_nothing' && report.refused > 0) throw new NothingStored(noneOf(report));
      await beside(tx, report, batch);
      return report;
    });
    return answer;
  } catch (error) {
    if (!(error instanceof NothingStored)) throw error;
    await db.transaction((tx) => beside(tx, error.report, null));
    return error.report;
  } finally {
    await rm(place, { force: true });
  }
}

async function writeGroup(
  group: readonly StagedCase[],
  writer: Awaited<ReturnType<typeof openWriter>>,
  tally: ReturnType<typeof openTally>,
): Promise<void> {
  const ready = group.flatMap((row) => ('input' in row ? [row] : []));
  const later = await writer.write(ready);
  // In the order of the file, whichever check refused a row.
  for (const row of group) {
    tally.counts.rows += 1;
    const errors = 'errors' in row ? row.errors : later.get(row.line);
    if (errors !== undefined) await tally.refuse(errors);
  }
}

/** Rows that were in order, and are left out because others were not. */
function noneOf(report: CaseImportReport): CaseImportReport {
  const none = { imported: 0, updated: 0, unchanged: 0, defaulted: 0 };
  return { ...report, ...none, skipped: report.rows - report.refused };
}
