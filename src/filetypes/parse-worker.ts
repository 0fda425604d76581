/**
 * The parse thread: reads one workbook and ends. It touches neither database nor network, and files are read
 * only here, so that a bad file can take nothing else down.
 */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { openWorkbook } from './open-workbook.js';
import type { ParseAnswer, ParseTask } from './parse-messages.js';
import { parseSheets } from './parse-sheets.js';
import { ReadFailure } from './read-failure.js';

const port = parentPort;
if (!port) throw new Error('parse-worker runs as a thread only');
const { path, batchRows } = taskOf(workerData);

/** Checked by hand: zod would double the time in which the thread starts. */
function taskOf(given: unknown): ParseTask {
  if (typeof given === 'object' && given !== null && 'path' in given && 'batchRows' in given) {
    const { path: file, batchRows: rows } = given;
    if (typeof file === 'string' && typeof rows === 'number' && rows >= 1)
      return { path: file, batchRows: rows };
  }
  throw new TypeError('the parse thread was given no task');
}

async function* read() {
  yield* parseSheets(await openWorkbook(readFileSync(path)), batchRows);
}

const events = read();

/** A foreseen failure is an answer; anything else ends the thread, and its front names that. */
async function next(): Promise<ParseAnswer> {
  try {
    const { done, value } = await events.next();
    return done ? { type: 'done' } : { type: 'event', event: value };
  } catch (error) {
    if (error instanceof ReadFailure) return { type: 'failed', code: error.code, reason: error.message };
    throw error;
  }
}

// The front says one thing only: that it wants the next event.
port.on('message', async () => {
  port.postMessage(await next());
});
