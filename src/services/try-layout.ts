import { claimFacts, rowRoleOf } from '../domain/claim.js';
import {
  addTotals,
  type ClaimTotals,
  compareControlTotals,
  summaryNumber,
} from '../domain/control-totals.js';
import { AppError } from '../domain/errors.js';
import { type RepFileName, readRepFileName } from '../domain/rep-file-name.js';
import { addBaht, bahtOf } from '../domain/satang.js';
import { columnReader } from '../filetypes/column-reader.js';
import { controlTotalCells } from '../filetypes/control-totals.js';
import type { ParsedProblem, ParsedRow, ParseEvent, ParseLimits } from '../filetypes/file-type.js';
import { fileTypeById } from '../filetypes/index.js';
import {
  type AnswerFault,
  answeredMapping,
  type ColumnAnswer,
  readerMapping,
} from '../filetypes/mapping-document.js';
import { defaultParseLimits, parseWorkbook } from '../filetypes/parse.js';
import { countRow, emptyTally, summaryTotals, type WorkbookTally } from '../filetypes/workbook-tally.js';
import { findImportedFileById } from '../store/imported-files.js';
import { findQuarantine } from '../store/quarantine.js';
import { approvedMappings } from './approved-mappings.js';
import { keptDifferenceOf } from './compare-headings.js';
import type { ImportParts } from './import-rep-file.js';
import { keptWorkbookPath } from './keep-workbook.js';

/** What an import by the answers would give; nothing of it was stored. */
export interface LayoutTrial {
  readonly rowsRead: number;
  readonly refused: number;
  /** Claims and money of the rows that would be stored. */
  readonly stored: ClaimTotals;
  /** null = the workbook has no Summary rows. */
  readonly summary: ClaimTotals | null;
  /** null = nothing to compare with. */
  readonly agree: boolean | null;
  /** Why rows would be refused: the most frequent first, no values. */
  readonly reasons: readonly { readonly column: string; readonly code: string; readonly rows: number }[];
  /** Sheets that would still keep the file out. */
  readonly strange: readonly string[];
}

const mostReasons = 5;

/** A person waits for the answer: a file that takes longer is tried by approving it. */
export const defaultTrialLimits: ParseLimits = { ...defaultParseLimits, timeoutMs: 60_000 };

function tally(rows: WorkbookTally, name: RepFileName, layout: string, parsed: readonly ParsedRow[]): void {
  const fileType = fileTypeById(layout);
  const { sheetKind } = fileType;
  const form = fileType.form ?? 'ucs';
  const reader = columnReader(fileType);
  for (const read of sheetKind === 'summary' || sheetKind === 'detail' ? parsed.map(reader) : []) {
    const repNo = String(read('rep_no') ?? '');
    if (sheetKind === 'summary') {
      rows.repNos.add(repNo);
      rows.summaries.push(summaryTotals(form, read));
      continue;
    }
    const { errorCodes, isDenied } = claimFacts(form, name, read);
    if (rowRoleOf(name, { repNo, errorCodes }, rows.repNos) !== 'reported') continue;
    const amounts = controlTotalCells(form).detailAmount.map((column) => summaryNumber(read(column)));
    countRow(rows, isDenied, addBaht(...amounts));
  }
}

function reasonsOf(problems: readonly ParsedProblem[]): LayoutTrial['reasons'] {
  const counts = new Map<string, { column: string; code: string; rows: number }>();
  for (const { severity, column, code } of problems) {
    if (severity !== 'error') continue;
    const key = `${column}|${code}`;
    const known = counts.get(key) ?? { column: column ?? '', code, rows: 0 };
    counts.set(key, { ...known, rows: known.rows + 1 });
  }
  return [...counts.values()].sort((a, b) => b.rows - a.rows).slice(0, mostReasons);
}

async function readAll(events: AsyncIterable<ParseEvent>, name: RepFileName): Promise<LayoutTrial> {
  const rows = emptyTally(false);
  const problems: ParsedProblem[] = [];
  let heads: Extract<ParseEvent, { type: 'workbook' }>['sheets'] = [];
  let counts: Extract<ParseEvent, { type: 'end' }>['sheets'] = [];
  for await (const event of events) {
    if (event.type === 'workbook') heads = event.sheets;
    if (event.type === 'problems') problems.push(...event.problems);
    if (event.type === 'rows') tally(rows, name, event.layout, event.rows);
    if (event.type === 'end') counts = event.sheets;
  }
  const details = counts.filter(({ position }) => {
    const layout = heads.find((head) => head.position === position)?.layout;
    return layout != null && fileTypeById(layout).sheetKind === 'detail';
  });
  const { total, passed, amount, summaries } = rows;
  const stored = { total, passed, failed: total - passed, amount: bahtOf(amount) };
  const summary = summaries.length === 0 ? null : addTotals(summaries);
  return {
    rowsRead: details.reduce((sum, sheet) => sum + sheet.rowsRead, 0),
    refused: details.reduce((sum, sheet) => sum + sheet.refused, 0),
    stored,
    summary,
    agree: compareControlTotals(stored, summary, null).agree,
    reasons: reasonsOf(problems),
    strange: heads.filter(({ layout, hasRows }) => layout === null && hasRows).map((head) => head.name),
  };
}

/**
 * Reads a quarantined REP workbook as if the answers were approved, and stores nothing: what would come in, and whether
 * its control totals agree. Throws AppError not_found, layout_not_mappable, and what the reader throws.
 */
export async function tryLayout(
  parts: Pick<ImportParts, 'db' | 'limits' | 'downloadDir'>,
  {
    quarantineId,
    answers,
  }: { readonly quarantineId: number; readonly answers: ReadonlyMap<number, ColumnAnswer> },
): Promise<{ readonly faults: readonly AnswerFault[]; readonly trial: LayoutTrial | null }> {
  const { db, limits, downloadDir } = parts;
  const sheet = await findQuarantine(db, quarantineId);
  if (!sheet) throw new AppError('not_found');
  const kept = keptDifferenceOf(sheet.difference);
  const file = sheet.kind === 'rep' ? await findImportedFileById(db, sheet.file_id) : null;
  const name = file && readRepFileName(file.filename);
  if (!kept || !name || file.storedPath === null)
    throw new AppError('layout_not_mappable', { sheet: sheet.sheet_name });
  const { document, faults } = answeredMapping(kept.fileType, kept.difference, answers);
  if (faults.length > 0) return { faults, trial: null };
  const mapping = readerMapping(document, {});
  const others = (await approvedMappings(db)).filter(
    ({ fingerprint }) => fingerprint !== document.fingerprint,
  );
  const mappings = mapping ? [...others, mapping] : others;
  const events = parseWorkbook(keptWorkbookPath(downloadDir, file.storedPath), limits, { mappings });
  return { faults, trial: await readAll(events, name) };
}
