/**
 * The parse thread: reads one workbook and ends. It touches neither database nor network, and SheetJS lives only
 * here, so that a bad file can take nothing else down.
 */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { type ParseAnswer, parseRequest, parseTask } from './parse-messages.js';
import { parseSheets } from './parse-sheets.js';
import { ReadFailure } from './read-failure.js';
import { openSheetjsWorkbook } from './sheetjs-workbook.js';

const port = parentPort;
if (!port) throw new Error('parse-worker runs as a thread only');
const { path, batchRows } = parseTask.parse(workerData);

function* read() {
  yield* parseSheets(readFileSync(path), openSheetjsWorkbook, batchRows);
}

const events = read();

/** A foreseen failure is an answer; anything else ends the thread, and its front names that. */
function next(): ParseAnswer {
  try {
    const { done, value } = events.next();
    return done ? { type: 'done' } : { type: 'event', event: value };
  } catch (error) {
    if (error instanceof ReadFailure) return { type: 'failed', code: error.code, reason: error.message };
    throw error;
  }
}

port.on('message', (message: unknown) => {
  parseRequest.parse(message);
  port.postMessage(next());
});
