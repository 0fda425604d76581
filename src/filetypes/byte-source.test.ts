import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { repWorkbook } from '../practice/rep-workbook.js';
import { formula, place, rawWorkbook, record, result, word } from '../testing/biff8-samples.js';
import { dice, mutateBytes, mutateRecords } from '../testing/workbook-mutations.js';
import { ReaderDoubt, recordStream } from './biff8-records.js';
import { readBiff8Stream } from './biff8-workbook.js';
import { type ByteSource, bytesSource, fileSource } from './byte-source.js';
import { openOleContainer } from './ole-container.js';
import { openForCertain } from './open-workbook.js';
import { ReadFailure } from './read-failure.js';
import type { Workbook } from './workbook-reader.js';

const whole = repWorkbook({ type: 'OP', rows: 120 }).bytes;
/** More than the largest record, and little more is looked at: the stretch moves at nearly every record. */
const ahead = 66_000;
const stretch = ahead + 600;

function streamOf(file: ByteSource): ByteSource {
  const stream = openOleContainer(file).stream('Workbook');
  assert.ok(stream);
  return stream;
}

/** All that a workbook says, or how the read ended. */
function told(open: () => Workbook): string {
  try {
    return JSON.stringify(open().sheets.map(({ name, merges, rows }) => [name, merges, [...rows()]]));
  } catch (error) {
    if (error instanceof ReaderDoubt) return 'left to another reader';
    if (error instanceof ReadFailure) return error.code;
    throw error;
  }
}
const atOnce = (file: ByteSource) => told(() => readBiff8Stream(recordStream(streamOf(file), file.size)));
/** The container itself may be broken, too. */
function outcomeOf(read: (file: ByteSource) => string, file: ByteSource): string {
  try {
    return read(file);
  } catch (error) {
    if (error instanceof ReadFailure) return `container ${error.code}`;
    throw error;
  }
}
const inStretches = (file: ByteSource) =>
  told(() => readBiff8Stream(recordStream(streamOf(file), stretch, ahead)));

function withFile(bytes: Uint8Array, work: (file: number) => void): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'eclaim-rep-source-'));
  const name = path.join(folder, 'file');
  writeFileSync(name, bytes);
  const file = openSync(name, 'r+');
  try {
    work(file);
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

test('a workbook read in short stretches of memory or of a file says the same as read at once', () => {
  const expected = atOnce(bytesSource(whole));
  assert.ok(whole.length > 3 * stretch && expected.length > whole.length / 2);
  assert.equal(inStretches(bytesSource(whole)), expected);
  withFile(whole, (file) => {
    assert.equal(inStretches(fileSource(file)), expected);
    assert.equal(
      told(() => openForCertain(fileSource(file))),
      expected,
    );
  });
});

test('sheets of one workbook can be read side by side', () => {
  const { sheets } = readBiff8Stream(recordStream(streamOf(bytesSource(whole)), stretch, ahead));
  const [detail, items] = [sheets[0], sheets.find(({ name }) => name === 'Data Drug')];
  assert.ok(detail && items);
  const alone = [[...detail.rows()].slice(0, 50), [...items.rows()].slice(0, 50)];
  const [left, right] = [detail.rows()[Symbol.iterator](), items.rows()[Symbol.iterator]()];
  const beside = Array.from({ length: 50 }, () => [left.next().value, right.next().value]);
  assert.deepEqual([beside.map(([row]) => row), beside.map(([, row]) => row)], alone);
});

test('a broken workbook ends the same way in short stretches', () => {
  for (const mutate of [mutateBytes, mutateRecords])
    for (let round = 0; round < 60; round += 1) {
      const broken = bytesSource(mutate(whole, dice(round)));
      assert.equal(outcomeOf(inStretches, broken), outcomeOf(atOnce, broken), `round ${round}`);
    }
});

test('a stream whose sectors lie apart is put together', () => {
  const apart = Buffer.from(whole);
  const table = (apart.readUInt32LE(76) + 1) * 512;
  const next = (sector: number) => table + sector * 4;
  const [one, other] = [20, 40];
  const sector = (index: number) => apart.subarray((index + 1) * 512, (index + 2) * 512);
  const kept = Buffer.from(sector(one));
  sector(other).copy(sector(one));
  kept.copy(sector(other));
  for (const [before, after] of [
    [one - 1, other],
    [other, one + 1],
    [other - 1, one],
    [one, other + 1],
  ] as const)
    apart.writeUInt32LE(after, next(before));
  assert.equal(inStretches(bytesSource(apart)), atOnce(bytesSource(whole)));
  withFile(apart, (file) => assert.equal(inStretches(fileSource(file)), atOnce(bytesSource(whole))));
});

test('a text that goes on for longer than is looked ahead is left to another reader', () => {
  const part = (letters: number) => record(0x003c, 0, Buffer.alloc(letters, 'a'));
  const text = [record(0x0207, word(2400), 0, Buffer.alloc(400, 'a')), part(400), part(800), part(800)];
  const filler = Array.from({ length: 30 }, () => record(0x0203, place(1, 0), Buffer.alloc(8)));
  const book = rawWorkbook(
    [],
    [{ name: 'A', records: [formula(place(0, 0), result(0)), ...text, ...filler] }],
  );
  const read = (look: number) =>
    told(() => readBiff8Stream(recordStream(streamOf(bytesSource(book)), look, look - 50)));
  assert.equal(read(1500), 'left to another reader');
  assert.match(read(4000), /a{2400}/);
});

test('a file that is cut short or changed while it is read is told', () => {
  withFile(whole, (file) => {
    const source = fileSource(file);
    assert.equal(source.isSame(), true);
    ftruncateSync(file, whole.length - 1);
    assert.equal(source.isSame(), false);
    assert.throws(() => source.read(whole.length - 10, 10), { name: 'ReadFailure', code: 'damaged' });
  });
});
