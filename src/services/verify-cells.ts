import { AppError } from '../domain/errors.js';
import { sheetsOf } from '../domain/imported-sheets.js';
import { isProblemCode } from '../domain/problems/index.js';
import { type RepFileName, readRepFileName } from '../domain/rep-file-name.js';
import { rowsOfText } from '../domain/row-text.js';
import type { ParseEvent, SheetCount, WorkbookSums } from '../filetypes/file-type.js';
import { type ParseThreads, parseThreads } from '../filetypes/parse-threads.js';
import { isStoredStatus } from '../store/imported-files.js';
import {
  countFiles,
  type FileRecord,
  type RepRecord,
  repRecordsAfter,
  type StatementRecord,
  statementRecordsAfter,
} from '../store/verified-files.js';
import { type RowComparison, rowComparison } from './compare-rows.js';
import { keptWorkbookPath } from './keep-workbook.js';
import { type OpenedWorkbook, openEvents } from './open-events.js';
import { storeStatement } from './store-statement.js';
import { type StoredSheet, storedSheets } from './stored-sheets.js';
import { strangeSheet } from './strange-sheet.js';
import { step, type VerifyGround } from './verify-check.js';

type Fact = readonly [place: string, expected: string | number | null, found: string | number | null];

/** What was read of a file as a whole, against its record. */
function tellFacts({ tell }: VerifyGround, file: FileRecord, facts: readonly Fact[]): void {
  for (const [place, expected, found] of facts)
    if (expected !== found)
      tell({ code: 'verify_count_differs', fileId: file.id, file: file.filename, place, expected, found });
}

function sheetFacts(file: FileRecord, read: readonly StoredSheet[]): Fact[] {
  const text = (sheets: readonly Omit<StoredSheet, 'layout'>[]) =>
    sheets
      .map(({ name, rowsRead, stored, refused }) => `${name} ${rowsRead}/${stored}/${refused}`)
      .join(', ');
  const said = sheetsOf(file.sheets);
  return [
    ['sheets (read/stored/refused)', text(read), text(said)],
    ['layouts', read.map(({ layout }) => layout).join(', '), said.map(({ layout }) => layout).join(', ')],
  ];
}

const taken = (sums: Pick<WorkbookSums, 'inserted' | 'updated' | 'unchanged'>) =>
  sums.inserted + sums.updated + sums.unchanged;

function repFacts(file: RepRecord, sums: WorkbookSums): Fact[] {
  const { rowsInserted, rowsUpdated, rowsUnchanged } = file;
  return [
    ['inserted + updated + unchanged', taken(sums), rowsInserted + rowsUpdated + rowsUnchanged],
    ['stored_total', sums.reported.total, file.storedTotal],
    ['stored_passed', sums.reported.passed, file.storedPassed],
    ['stored_amount', sums.reported.amount, file.storedAmount],
    ['summary_total', sums.summary?.total ?? null, file.summaryTotal],
    ['summary_amount', sums.summary?.amount ?? null, file.summaryAmount],
    ['min_service_day', sums.minServiceDay, file.minServiceDay],
    ['max_service_day', sums.maxServiceDay, file.maxServiceDay],
  ];
}

async function readRep(
  ground: VerifyGround,
  file: RepRecord,
  name: RepFileName,
  { head, events, stampRows }: OpenedWorkbook,
  rows: RowComparison,
): Promise<void> {
  const { id: fileId, sha256 } = file;
  stampRows({ fileId, name, sha256, reportTime: head.reportTime, hashesBefore: new Map() });
  let sums: WorkbookSums | null = null;
  let sheets: readonly SheetCount[] = [];
  const take = async (event: ParseEvent) => {
    if (event.type === 'sums') sums = event.sums;
    if (event.type === 'end') sheets = event.sheets;
    if (event.type === 'text') await rows.compare(event.table, event.columns, rowsOfText(event.text));
  };
  for await (const event of events) {
    ground.signal?.throwIfAborted();
    await take(event);
  }
  const read = sums as WorkbookSums | null;
  if (!read) throw new RangeError('the reader ended without its sums');
  tellFacts(ground, file, [
    ...repFacts(file, read),
    ...sheetFacts(file, storedSheets(head.sheets, read.storedBySheet, { sheets })),
  ]);
}

async function readStatement(
  ground: VerifyGround,
  file: StatementRecord,
  { head, events }: OpenedWorkbook,
  rows: RowComparison,
): Promise<void> {
  const { id, hospitalCode } = file;
  const read = await storeStatement(
    (...given) => rows.compare(...given),
    { id, name: { hospitalCode }, hashesBefore: new Map() },
    head.sheets,
    events,
    () => ground.signal?.throwIfAborted(),
  );
  const { rowsInserted, rowsUpdated, rowsUnchanged } = file;
  tellFacts(ground, file, [
    ['inserted + updated + unchanged', taken(read), rowsInserted + rowsUpdated + rowsUnchanged],
    ...sheetFacts(file, read.sheets),
  ]);
}

async function readOpened(
  ground: VerifyGround,
  file: RepRecord | StatementRecord,
  opened: OpenedWorkbook,
): Promise<number> {
  const strange = strangeSheet(opened.head);
  if (strange) throw strange;
  tellFacts(ground, file, [['report time', opened.head.reportTime, file.reportTime]]);
  const isRep = 'baseType' in file;
  const rows = rowComparison(ground, { ...file, kind: isRep ? 'rep' : 'stm' });
  if (isRep) {
    const name = readRepFileName(file.filename);
    if (!name) throw new AppError('name_not_readable', { file: file.filename });
    await readRep(ground, file, name, opened, rows);
  } else await readStatement(ground, file, opened, rows);
  await rows.finish();
  return rows.compared();
}

/** Reads one kept workbook again, with today's layouts. Answers how many values were compared. */
async function verifyFile(
  ground: VerifyGround,
  file: RepRecord | StatementRecord,
  threads: ParseThreads,
): Promise<number> {
  const { view: db, limits, signal, downloadDir, tell } = ground;
  const path = keptWorkbookPath(downloadDir, file.storedPath ?? '');
  let opened: OpenedWorkbook | null = null;
  try {
    opened = await openEvents({ db, limits, threads }, { path, ...(signal && { signal }) });
    return await readOpened(ground, file, opened);
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof AppError) || !isProblemCode(error.code) || error.code === 'database_unavailable')
      throw error;
    const { id: fileId, filename } = file;
    tell({ code: 'verify_not_read', fileId, file: filename, place: path, expected: 0, found: error.code });
    return 0;
  } finally {
    await opened?.events.return(undefined);
  }
}

async function verifyFiles(ground: VerifyGround, threads: ParseThreads): Promise<number> {
  const of = await countFiles(ground.view);
  let done = 0;
  let compared = 0;
  for (const next of [repRecordsAfter, statementRecordsAfter])
    for (let last = 0; ; ) {
      const files: readonly (RepRecord | StatementRecord)[] = await next(ground.view, last, 100);
      if (files.length === 0) break;
      for (const file of files) {
        step(ground, done, of);
        last = file.id;
        const isRead = isStoredStatus(file.status) && file.storedPath !== null;
        if (isRead) compared += await verifyFile(ground, file, threads);
        done += 1;
      }
    }
  return compared;
}

/**
 * Proves every stored value back to its cell: each kept workbook is read again with today's layouts, and what would be
 * stored of it is held against what is. Answers how many values.
 */
export async function verifyCells(ground: VerifyGround): Promise<number> {
  const threads = parseThreads();
  try {
    return await verifyFiles(ground, threads);
  } finally {
    await threads.close();
  }
}
