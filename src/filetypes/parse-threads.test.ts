import assert from 'node:assert/strict';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { sampleRow, sampleSheet, sampleWorkbook } from '../testing/workbook-samples.js';
import type { ParseEvent } from './file-type.js';
import { defaultParseLimits, parseWorkbook } from './parse.js';
import { type ParseThreads, parseThreads } from './parse-threads.js';
import { repOpip120 } from './rep-opip-120.js';

let folder = '';
let threads: ParseThreads;
const started: Worker[] = [];
const watch = (thread: Worker) => started.push(thread);
const running = () => started.filter(({ threadId }) => threadId !== -1).length;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parse-threads-'));
  process.on('worker', watch);
});
after(async () => {
  process.off('worker', watch);
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  started.length = 0;
  threads = parseThreads();
});
afterEach(() => threads.close());

async function save(name: string, tranId: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(
    path,
    sampleWorkbook([sampleSheet(repOpip120, [sampleRow(repOpip120, { seq: 1, tran_id: tranId })])]),
  );
  return path;
}

async function tranIdsOf(path: string, keep: ParseThreads | null = threads): Promise<string[]> {
  const events: ParseEvent[] = [];
  for await (const event of parseWorkbook(path, defaultParseLimits, keep ? { threads: keep } : {}))
    events.push(event);
  const rows = events.flatMap((event) => (event.type === 'rows' ? event.rows : []));
  const place = repOpip120.columns
    .filter(([, , name]) => name !== null)
    .findIndex(([, , name]) => name === 'tran_id');
  return rows.map(({ values }) => String(values[place]));
}

test('one thread reads all files of a run, and is gone when the run is closed', async () => {
  const [a, b] = [await save('a.xls', '990000001'), await save('b.xls', '990000002')];
  threads.prepare(defaultParseLimits.memoryMb);
  assert.deepEqual([await tranIdsOf(a), await tranIdsOf(b), await tranIdsOf(a)].flat(), [
    '990000001',
    '990000002',
    '990000001',
  ]);
  assert.equal(started.length, 1);
  await threads.close();
  assert.equal(running(), 0);
});

test('a file that is said to come is opened ahead, and read the same', async () => {
  const [a, b] = [await save('a.xls', '990000001'), await save('b.xls', '990000002')];
  threads.expect(b);
  await tranIdsOf(a);
  assert.deepEqual(await tranIdsOf(b), ['990000002']);
  assert.equal(started.length, 1);
});

test('a file that changed after it was opened ahead is read as it stands', async () => {
  const [a, b] = [await save('a.xls', '990000001'), await save('b.xls', '990000002')];
  threads.expect(b);
  await tranIdsOf(a);
  await save('b.xls', '990000003');
  await utimes(b, new Date(0), new Date(0));
  assert.deepEqual(await tranIdsOf(b), ['990000003']);
  assert.equal(running(), 1);
});

test('another file than the one that was said is read all the same, and so is one that does not exist', async () => {
  const [a, b, c] = [
    await save('a.xls', '990000001'),
    await save('b.xls', '990000002'),
    await save('c.xls', '990000003'),
  ];
  threads.expect(b);
  await tranIdsOf(a);
  assert.deepEqual(await tranIdsOf(c), ['990000003']);
  threads.expect(join(folder, 'gone.xls'));
  await tranIdsOf(a);
  await assert.rejects(tranIdsOf(join(folder, 'gone.xls')), { code: 'file_not_readable' });
  assert.deepEqual(await tranIdsOf(b), ['990000002']);
});

test('a damaged file ends its thread, and the next is read by a new one', async () => {
  const a = await save('a.xls', '990000001');
  const broken = join(folder, 'broken.xls');
  await writeFile(broken, sampleWorkbook([sampleSheet(repOpip120, [])]).subarray(0, 2000));
  threads.expect(broken);
  await tranIdsOf(a);
  await assert.rejects(tranIdsOf(broken), { code: 'damaged' });
  assert.deepEqual(await tranIdsOf(a), ['990000001']);
  assert.equal(started.length, 2);
});
