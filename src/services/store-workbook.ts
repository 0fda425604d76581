import type { Tx } from '../db/db.js';
import type { ClaimTotals } from '../domain/control-totals.js';
import type {
  LayoutTable,
  ParsedProblem,
  ParseEvent,
  SheetCount,
  SheetHead,
  TextEvent,
  WorkbookSums,
} from '../filetypes/file-type.js';
import { fileTypeById } from '../filetypes/index.js';
import { insertClaimPayments } from '../store/claim-payments.js';
import {
  type ItemKind,
  insertClaimErrors,
  insertClaims,
  itemKinds,
  type StoredFile,
} from '../store/claims.js';
import { insertRepItems, isRepItemTable } from '../store/rep-items.js';
import { type StoredSheet, storedSheets } from './stored-sheets.js';

/** What was stored of one workbook; rowsRead = inserted + updated + unchanged + refused, over the Detail sheets. */
export interface StoredWorkbook {
  readonly rowsRead: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly stored: ClaimTotals;
  /** null = the workbook has no Summary rows. */
  readonly summary: ClaimTotals | null;
  readonly minServiceDay: string | null;
  readonly maxServiceDay: string | null;
  readonly sheets: readonly StoredSheet[];
  readonly problems: readonly ParsedProblem[];
}

/** What the reader told beside rows. */
interface Told {
  readonly problems: ParsedProblem[];
  sums: WorkbookSums | null;
  sheets: readonly SheetCount[];
}

function itemKindOf(table: LayoutTable): ItemKind {
  return table === 'claim_rep_orf_nhso_item' ? 'orf' : 'opip';
}

/** The events one by one, with a look at the next before it is taken. */
interface Cursor {
  /** Null behind the last. */
  peek(): Promise<ParseEvent | null>;
  take(): void;
}

function cursorOf(events: AsyncIterable<ParseEvent>): Cursor {
  const iterator = events[Symbol.asyncIterator]();
  let seen: { readonly event: ParseEvent | null } | null = null;
  return {
    async peek() {
      if (!seen) {
        const { done, value } = await iterator.next();
        seen = { event: done ? null : value };
      }
      return seen.event;
    },
    take() {
      seen = null;
    },
  };
}

/** What is done with stored claims. */
export interface Settling<Settled> {
  /** Behind every few thousand claims, while the reader goes on with the next. */
  some(): Promise<void>;
  /** Behind the last claim. */
  all(): Promise<Settled>;
}

/** Batches of one sheet, as a rule of 500 rows, that are stored by one statement and settled together. */
const piece = 8;

/** Notes what is no row; answers false for rows. */
function note(told: Told, event: ParseEvent): boolean {
  if (event.type === 'text' || event.type === 'rows') return false;
  if (event.type === 'problems') told.problems.push(...event.problems);
  if (event.type === 'sums') told.sums = event.sums;
  if (event.type === 'end') told.sheets = event.sheets;
  return true;
}

/** The next batches of one sheet, a piece at most; what stands behind them is left to the caller. */
async function* batchesOf(
  cursor: Cursor,
  sheet: number,
  told: Told,
  onRows: (rows: number) => void,
): AsyncGenerator<TextEvent> {
  let given = 0;
  for (let event = await cursor.peek(); event; event = await cursor.peek()) {
    if (!note(told, event)) {
      if (event.type !== 'text' || event.sheet !== sheet) return;
      yield event;
      onRows(event.read);
      given += 1;
    }
    cursor.take();
    if (given === piece) return;
  }
}

/** One statement for these rows of a sheet. */
async function storeSheet(
  tx: Tx,
  { table, columns }: TextEvent,
  batches: AsyncGenerator<TextEvent>,
): Promise<number> {
  if (isRepItemTable(table)) return insertRepItems(tx, table, columns, batches);
  return insertClaims(tx, itemKindOf(table), columns, batches);
}

/** Stores the next batches of the sheet. Throws a RangeError where the database took another number than the reader gave. */
async function storePiece(
  tx: Tx,
  cursor: Cursor,
  first: TextEvent,
  told: Told,
  onRows: (rows: number) => void,
): Promise<void> {
  let sent = 0;
  async function* counted(): AsyncGenerator<TextEvent> {
    for await (const batch of batchesOf(cursor, first.sheet, told, onRows)) {
      sent += batch.rows;
      yield batch;
    }
  }
  const stored = await storeSheet(tx, first, counted());
  if (stored !== sent) throw new RangeError(`${sent} rows were sent to ${first.table} and ${stored} stored`);
}

/** Stores the rows of every sheet and has the claims settled: the reader goes on meanwhile. */
async function storeRows<Settled>(
  tx: Tx,
  events: AsyncIterable<ParseEvent>,
  onRows: (rows: number) => void,
  settling: Settling<Settled>,
): Promise<Told & { readonly sums: WorkbookSums; readonly settled: Settled }> {
  const told: Told = { problems: [], sums: null, sheets: [] };
  const cursor = cursorOf(events);
  let hasClaims = false;
  let settled: { readonly claims: Settled } | null = null;
  for (let event = await cursor.peek(); event; event = await cursor.peek()) {
    if (note(told, event)) {
      cursor.take();
      continue;
    }
    if (event.type !== 'text') throw new RangeError('the reader yields rows that are not ready to be stored');
    const isItems = isRepItemTable(event.table);
    if (hasClaims && isItems) settled ??= { claims: await settling.all() };
    if (settled && !isItems) throw new RangeError('claims came behind the item sheets');
    await storePiece(tx, cursor, event, told, onRows);
    hasClaims ||= !isItems;
    if (!isItems) await settling.some();
  }
  settled ??= { claims: await settling.all() };
  const { sums } = told;
  if (!sums) throw new RangeError('the reader ended without its sums');
  return { ...told, sums, settled: settled.claims };
}

/**
 * Stores every row that the reader writes, inside the import's transaction: Summary first, then Detail, then the item
 * sheets. `settling` brings the claims' versions up to date; its answer is passed on. Errors of the reader (AppError) pass
 * through and end the transaction.
 */
export async function storeWorkbook<Settled>(
  tx: Tx,
  file: StoredFile,
  heads: readonly SheetHead[],
  events: AsyncIterable<ParseEvent>,
  onRows: (rows: number) => void,
  settling: Settling<Settled>,
): Promise<StoredWorkbook & { readonly settled: Settled }> {
  const told = await storeRows(tx, events, onRows, settling);
  const { sums, sheets: counts, problems } = told;
  for (const [table, errors] of sums.errors) await insertClaimErrors(tx, itemKindOf(table), file, errors);
  for (const kind of itemKinds) await insertClaimPayments(tx, kind, { fileId: file.id });
  const details = counts.filter((count) => {
    const layout = heads.find((head) => head.position === count.position)?.layout;
    return layout != null && fileTypeById(layout).sheetKind === 'detail';
  });
  return {
    rowsRead: details.reduce((sum, sheet) => sum + sheet.rowsRead, 0),
    refused: details.reduce((sum, sheet) => sum + sheet.refused, 0),
    inserted: sums.inserted,
    updated: sums.updated,
    unchanged: sums.unchanged,
    stored: sums.reported,
    summary: sums.summary,
    minServiceDay: sums.minServiceDay,
    maxServiceDay: sums.maxServiceDay,
    sheets: storedSheets(heads, sums.storedBySheet, told),
    problems,
    settled: told.settled,
  };
}
