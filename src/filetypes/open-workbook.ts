/** Which reader opens a workbook, and how whatever goes wrong in it is named. */
import { ReaderDoubt } from './biff8-records.js';
import { readBiff8Stream } from './biff8-workbook.js';
import { type ByteSource, bytesSource } from './byte-source.js';
import { checkedStream, checkWorkbook } from './check-workbook.js';
import { ReadFailure } from './read-failure.js';
import type { OpenWorkbook, Workbook } from './workbook-reader.js';

function named(error: unknown): ReadFailure {
  if (error instanceof ReadFailure) return error;
  // Its message may quote the file, so only its name is kept.
  return new ReadFailure('damaged', `the reader gave up: ${error instanceof Error ? error.name : 'unknown'}`);
}

function openNamed(open: () => Workbook): Workbook {
  try {
    return open();
  } catch (error) {
    throw error instanceof ReaderDoubt ? error : named(error);
  }
}

/** Opens a checked workbook with one reader. Throws ReadFailure; ReaderDoubt where that reader does not know. */
export function openWith(bytes: Uint8Array, openWorkbook: OpenWorkbook): Workbook {
  checkWorkbook(bytes);
  return openNamed(() => openWorkbook(bytes));
}

/** Opens a workbook with our own reader alone; its rows are read from the source when they are asked for. Throws ReadFailure; ReaderDoubt where only SheetJS may know. */
export function openForCertain(file: ByteSource): Workbook {
  const { stream } = checkedStream(file);
  // Our reader checks every sheet itself.
  return openNamed(() => readBiff8Stream(stream));
}

/** Opens a workbook with our own reader, or with SheetJS, loaded only then, where ours does not know. Throws ReadFailure. */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  try {
    return openForCertain(bytesSource(bytes));
  } catch (error) {
    if (!(error instanceof ReaderDoubt)) throw error;
  }
  checkWorkbook(bytes);
  const { openSheetjsWorkbook } = await import('./sheetjs-workbook.js');
  return openNamed(() => openSheetjsWorkbook(bytes));
}
