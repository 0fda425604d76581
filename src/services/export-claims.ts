import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { ExportFormatName } from '../domain/export-column.js';
import { exportFilename } from '../domain/export-filename.js';
import { claimExportColumns, readClaimTexts } from '../figures/claim-export.js';
import type { ClaimListFilter } from '../figures/claim-list-filter.js';
import type { ClaimOrder } from '../figures/claim-order.js';
import type { ByteSink } from '../formats/format.js';
import { formats } from '../formats/index.js';

/** Which claims go out, and how. */
export interface ClaimExport {
  readonly filter: ClaimListFilter;
  /** With names and citizen ids. */
  readonly withIdentity: boolean;
  readonly format: ExportFormatName;
  /** Absent = those that came last first. */
  readonly order?: ClaimOrder | undefined;
  /** Names of columns; null or absent = all. */
  readonly columns?: readonly string[] | null | undefined;
}

/** What is known of a file before its first row. */
export interface ExportFacts {
  readonly rows: number;
  /** Says how many rows it has, so that one which was cut is seen to be. */
  readonly filename: string;
  readonly contentType: string;
}

export interface ExportTarget {
  /** Where the bytes go; what it throws ends the export. */
  open(facts: ExportFacts): Promise<ByteSink>;
  /** Rows that went out so far. */
  progress?(rows: number): void;
  readonly signal?: AbortSignal;
}

export interface ExportParts {
  readonly db: Db;
  readonly now: () => Date;
}

/**
 * Writes all claims of the filter as they stand at one moment: an import that commits meanwhile changes neither the rows
 * nor their number in the name. Answers how many went out; throws AppError export_value_too_long before the first byte.
 */
export async function exportClaims(
  { db, now }: ExportParts,
  { format: name, ...claims }: ClaimExport,
  target: ExportTarget,
): Promise<ExportFacts> {
  const format = formats[name];
  const at = now();
  const { withIdentity } = claims;
  const asked = { ...claims, withLength: format.longestValue !== null };
  return await readClaimTexts(db, asked, async ({ total, longest, asOf }, each) => {
    if (format.longestValue !== null && longest > format.longestValue)
      throw new AppError('export_value_too_long', { most: format.longestValue });
    const subject = withIdentity ? 'claims_with_names' : 'claims';
    const filename = exportFilename({ subject, at, rows: total, format: name });
    const facts: ExportFacts = { rows: total, filename, contentType: format.contentType };
    const columns = claimExportColumns(claims);
    const head = { subject: 'claims', columns, asOf: asOf === null ? at : new Date(asOf) };
    const writer = await format.open(await target.open(facts), head);
    let sent = 0;
    await each(async (rows) => {
      target.signal?.throwIfAborted();
      await writer.write(rows);
      sent += rows.length;
      target.progress?.(sent);
    });
    if (sent !== total) throw new Error(`${sent} rows were read where ${total} had been counted`);
    await writer.end();
    return facts;
  });
}
