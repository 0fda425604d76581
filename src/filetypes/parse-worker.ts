/**
 * The parse thread: reads one workbook and ends. It touches neither database nor network, and files are read
 * only here, so that a bad file can take nothing else down.
 */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { composeRows } from './compose-rows.js';
import type { ParseEvent } from './file-type.js';
import type { LayoutMapping } from './layout-mapping.js';
import { openWorkbook } from './open-workbook.js';
import type { ParseAnswer, ParseRequest, ParseTask } from './parse-messages.js';
import { parseSheets } from './parse-sheets.js';
import { ReadFailure } from './read-failure.js';

const port = parentPort;
if (!port) throw new Error('parse-worker runs as a thread only');
const { path, batchRows, mappings } = taskOf(workerData);

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

/** The events of the workbook; the question behind the first may bring the stamp with which rows are written. */
async function* read(): AsyncGenerator<ParseEvent, void, ParseRequest> {
  const events = parseSheets(await openWorkbook(readFileSync(path)), batchRows, mappings);
  const { value: head } = events.next();
  if (head?.type !== 'workbook') throw new RangeError('the reader did not begin with the workbook');
  const { stamp } = yield head;
  yield* stamp ? composeRows(events, head.sheets, stamp, batchRows) : events;
}

const events = read();

/** A foreseen failure is an answer; anything else ends the thread, and its front names that. */
async function next(request: ParseRequest): Promise<ParseAnswer> {
  try {
    const { done, value } = await events.next(request);
    return done ? { type: 'done' } : { type: 'event', event: value };
  } catch (error) {
    if (error instanceof ReadFailure) return { type: 'failed', code: error.code, reason: error.message };
    throw error;
  }
}

/** The bytes of a text change hands instead of being copied. */
function ownedBytes(answer: ParseAnswer): ArrayBuffer[] {
  if (answer.type !== 'event' || answer.event.type !== 'text') return [];
  const { buffer } = answer.event.text;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}

// The front says one thing only: that it wants the next event.
port.on('message', async (request: ParseRequest) => {
  const answer = await next(request);
  port.postMessage(answer, ownedBytes(answer));
});
