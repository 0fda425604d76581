import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { AppError } from '../domain/errors.js';
import { writeWorkbook } from '../practice/biff8-writer.js';
import { place, rawWorkbook, record, text } from '../testing/biff8-samples.js';
import { sampleRow, sampleSheet, sampleWorkbook } from '../testing/workbook-samples.js';
import type { ParseEvent, ParseLimits, ParseOptions } from './file-type.js';
import { defaultParseLimits, parseWorkbook } from './parse.js';
import { processFailure } from './parse-thread.js';
import { repOpip120 } from './rep-opip-120.js';
import { outOfMemoryCode } from './start-parse-worker.js';

let folder = '';
/** Threads started by this file; `threadId` is -1 once a thread is gone. */
const threads: Worker[] = [];
const watch = (thread: Worker) => threads.push(thread);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parse-'));
  process.on('worker', watch);
});
after(async () => {
  process.off('worker', watch);
  await rm(folder, { recursive: true });
});

function claims(count: number): Buffer {
  const rows = Array.from({ length: count }, (_, index) =>
    sampleRow(repOpip120, { seq: index + 1, tran_id: String(990000001 + index), claim_net: index + 0.25 }),
  );
  return sampleWorkbook([sampleSheet(repOpip120, rows)]);
}

async function save(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'sample.xls');
  await writeFile(path, bytes);
  return path;
}

async function read(bytes: Uint8Array, limits: Partial<ParseLimits> = {}, options: ParseOptions = {}) {
  const path = await save(bytes);
  const events: ParseEvent[] = [];
  for await (const event of parseWorkbook(path, { ...defaultParseLimits, ...limits }, options))
    events.push(event);
  return events;
}

async function failure(bytes: Uint8Array, limits: Partial<ParseLimits> = {}): Promise<AppError> {
  try {
    await read(bytes, limits);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  assert.fail('it was read');
}

const allGone = () => threads.every(({ threadId }) => threadId === -1);

test('a workbook is read in a thread, in batches, and the thread is gone afterwards', async () => {
  const events = await read(claims(12), {}, { batchRows: 5 });
  assert.deepEqual(
    events.map((event) => (event.type === 'rows' ? event.rows.length : event.type)),
    ['workbook', 5, 5, 2, 'end'],
  );
  assert.equal(threads.length, 1);
  assert.equal(allGone(), true);
});

test('a consumer that stops early leaves no thread behind', async () => {
  const path = await save(claims(12));
  for await (const event of parseWorkbook(path, defaultParseLimits, { batchRows: 1 }))
    if (event.type === 'rows') break;
  assert.equal(allGone(), true);
});

test('what is no workbook is named before a thread starts', async () => {
  const before = threads.length;
  assert.equal((await failure(new Uint8Array())).code, 'file_empty');
  assert.equal((await failure(Buffer.from('<html><body>กรุณาลงชื่อเข้าใช้'))).code, 'not_a_workbook_page');
  assert.equal((await failure(Buffer.from('PK\u0003\u0004xl/workbook.xml'))).code, 'not_a_workbook_xlsx');
  assert.equal((await failure(Buffer.from('REP,TRAN_ID\n1,2'))).code, 'not_a_workbook_text');
  assert.equal((await failure(Buffer.from([0x89, 0x50, 0x00, 0x01]))).code, 'not_a_workbook');
  assert.equal((await failure(claims(1), { maxBytes: 1000 })).code, 'file_too_large');
  const missing = parseWorkbook(join(folder, 'none.xls'), defaultParseLimits).next();
  await assert.rejects(missing, { code: 'file_not_readable', details: { reason: 'ENOENT' } });
  assert.equal(threads.length, before);
});

test('a damaged workbook is named, and the thread is gone', async () => {
  const bytes = claims(5);
  const error = await failure(bytes.subarray(0, bytes.length / 2));
  assert.equal(error.code, 'damaged');
  assert.match(error.text('th'), /ไฟล์เสียหายหรือมาไม่ครบ · เก็บไฟล์ไว้แล้ว/);
  assert.equal(allGone(), true);
});

test('the time limit ends the read and the thread', async () => {
  const error = await failure(claims(5), { timeoutMs: 1 });
  assert.equal(error.code, 'read_timeout');
  assert.equal(allGone(), true);
});

test('time that the consumer takes is not counted', async () => {
  const start = performance.now();
  await read(claims(3));
  const timeoutMs = 500 + 3 * (performance.now() - start);
  const events = parseWorkbook(await save(claims(3)), { ...defaultParseLimits, timeoutMs });
  await events.next();
  await new Promise((resolve) => setTimeout(resolve, timeoutMs + 50));
  const rest: string[] = [];
  for await (const { type } of events) rest.push(type);
  assert.deepEqual(rest, ['rows', 'end']);
});

test('the memory limit ends the thread, not the program', async () => {
  // All texts of a workbook are kept while it is read.
  const texts = Array.from({ length: 20_000 }, (_, row) =>
    [...'abcdefghij'].map((letter) => letter.repeat(40) + row),
  );
  const bytes = writeWorkbook([{ name: 'Detail', rows: texts }]);
  const error = await failure(bytes, { memoryMb: 8 });
  assert.equal(error.code, 'read_memory');
  assert.deepEqual(error.details, { limit_mb: 8 });
  assert.equal(allGone(), true);
  assert.equal((await read(bytes, { memoryMb: 64 })).at(-1)?.type, 'end');
});

test('a signal ends the read with its own reason', async () => {
  const path = await save(claims(12));
  const stop = new AbortController();
  const reason = new Error('the job was cancelled');
  const events = parseWorkbook(path, defaultParseLimits, { batchRows: 1, signal: stop.signal });
  await events.next();
  stop.abort(reason);
  await assert.rejects(events.next(), reason);
  assert.equal(allGone(), true);
  await assert.rejects(parseWorkbook(path, defaultParseLimits, { signal: stop.signal }).next(), reason);
});

/** SheetJS reads it; our reader does not know in which code page the text is. */
const doubtful = () =>
  rawWorkbook([], [{ name: 'Detail', records: [record(0x0204, place(0, 0), text('\xa1\xa2', false))] }]);
/** Processes that are left; one that ended is let go a moment later. */
async function processes(): Promise<number> {
  const count = () => process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length;
  for (let turn = 0; turn < 200 && count() > 0; turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return count();
}

test('a workbook that our reader is in doubt about is read in a process, which is gone afterwards', async () => {
  const started = threads.length;
  const events = await read(doubtful());
  assert.deepEqual(
    events.map(({ type }) => type),
    ['workbook', 'end'],
  );
  assert.deepEqual([threads.length - started, allGone(), await processes()], [1, true, 0]);
});

test('the limits hold for that process, and a signal ends it', async () => {
  assert.equal((await failure(doubtful(), { timeoutMs: 40 })).code, 'read_timeout');
  assert.equal((await failure(doubtful(), { memoryMb: 4 })).code, 'read_memory');
  const stop = new AbortController();
  const events = parseWorkbook(await save(doubtful()), defaultParseLimits, { signal: stop.signal });
  await events.next();
  stop.abort(new Error('cancelled'));
  await assert.rejects(events.next(), /cancelled/);
  assert.deepEqual([allGone(), await processes()], [true, 0]);
});

test('a process that V8 ends by a signal needed too much memory; any other end is told as it is', () => {
  assert.equal(processFailure(null, 1536).code, 'read_memory');
  assert.equal(processFailure(outOfMemoryCode, 1536).code, 'read_memory');
  assert.equal(processFailure(1, 1536).code, 'read_failed');
});
