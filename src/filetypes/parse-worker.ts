/**
 * The parse thread: reads workbooks, one after the other. It touches neither database nor network, and files are read
 * only here, so that a bad file can take nothing else down.
 */
import { closeSync, openSync, readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { ReaderDoubt } from './biff8-records.js';
import { fileSource } from './byte-source.js';
import { composeRows } from './compose-rows.js';
import type { ParseEvent } from './file-type.js';
import type { LayoutMapping } from './layout-mapping.js';
import { openForCertain, openWorkbook } from './open-workbook.js';
import type { ParseAnswer, ParseRequest, ParseTask } from './parse-messages.js';
import { parseSheets } from './parse-sheets.js';
import { ReadFailure } from './read-failure.js';
import type { RowStamp } from './row-stamp.js';
import type { Workbook } from './workbook-reader.js';

const port = parentPort;
if (!port) throw new Error('parse-worker runs as a thread only');
/** Only in a process of its own: SheetJS can take one down, and keeps settings of the files that it read. */
const readsDoubtful = workerData.readsDoubtful === true;

function isMapping(given: unknown): given is LayoutMapping {
  if (typeof given !== 'object' || given === null) return false;
  const { fingerprint, layout, positions, told }: Readonly<Record<string, unknown>> = { ...given };
  return (
    typeof fingerprint === 'string' &&
    typeof layout === 'string' &&
    Array.isArray(positions) &&
    positions.every((position) => position === null || Number.isInteger(position)) &&
    typeof told === 'object'
  );
}

/** Checked by hand: zod would double the time in which the thread starts. */
function taskOf(given: unknown): ParseTask {
  if (
    typeof given === 'object' &&
    given !== null &&
    'path' in given &&
    'batchRows' in given &&
    'mappings' in given
  ) {
    const { path: file, batchRows: rows, mappings: known } = given;
    const isTask = typeof file === 'string' && typeof rows === 'number' && rows >= 1;
    if (isTask && Array.isArray(known) && known.every(isMapping))
      return { path: file, batchRows: rows, mappings: known };
  }
  throw new TypeError('the parse thread was given no task');
}

type Read = AsyncGenerator<ParseEvent, void, RowStamp | null>;

/** The events of a workbook; the question behind the first may bring the stamp with which rows are written. */
async function* eventsOf(task: ParseTask): Read {
  if (readsDoubtful) {
    yield* eventsIn(await openWorkbook(readFileSync(task.path)), task);
    return;
  }
  const file = openSync(task.path, 'r');
  try {
    const source = fileSource(file);
    yield* eventsIn(openForCertain(source), task);
    if (!source.isSame()) throw new ReadFailure('damaged', 'the file was changed while it was read');
  } finally {
    closeSync(file);
  }
}

async function* eventsIn(workbook: Workbook, { batchRows, mappings }: ParseTask): Read {
  const events = parseSheets(workbook, batchRows, mappings);
  const { value: head } = events.next();
  if (head?.type !== 'workbook') throw new RangeError('the reader did not begin with the workbook');
  const stamp = yield head;
  yield* stamp ? composeRows(events, head.sheets, stamp, batchRows) : events;
}

let read: Read | null = null;

/**
 * A foreseen failure is an answer; anything else ends the thread, and its front names that. Null for what was asked ahead
 * of the end.
 */
async function answer(request: ParseRequest): Promise<ParseAnswer | null> {
  if ('task' in request) {
    await read?.return(undefined);
    read = eventsOf(taskOf(request.task));
  }
  const asked = read;
  if (!asked) return null;
  try {
    const { done, value } = await asked.next('stamp' in request ? request.stamp : null);
    if (!done) return { type: 'event', event: value };
    if (read !== asked) return null;
    read = null;
    return { type: 'done' };
  } catch (error) {
    if (error instanceof ReaderDoubt) return { type: 'doubtful' };
    if (error instanceof ReadFailure) return { type: 'failed', code: error.code, reason: error.message };
    throw error;
  }
}

/** The bytes of a text change hands instead of being copied. */
function ownedBytes(given: ParseAnswer): ArrayBuffer[] {
  if (given.type !== 'event' || given.event.type !== 'text') return [];
  const { buffer } = given.event.text;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}

port.on('message', async (request: ParseRequest) => {
  const said = await answer(request);
  if (said) port.postMessage(said, ownedBytes(said));
});
