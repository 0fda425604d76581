import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as XLSX from 'xlsx';
import { sampleRow, sampleSheet, sampleWorkbook } from '../testing/workbook-samples.js';
import { bytesSource } from './byte-source.js';
import { checkWorkbook } from './check-workbook.js';
import { openOleContainer } from './ole-container.js';
import { ReadFailure } from './read-failure.js';
import { repOpip120 } from './rep-opip-120.js';

const rows = Array.from({ length: 40 }, (_, index) =>
  sampleRow(repOpip120, { seq: index + 1, tran_id: `99000000${index}`, claim_net: index * 1.25 }),
);
const whole = sampleWorkbook([sampleSheet(repOpip120, rows)]);

function failureOf(bytes: Uint8Array): string | null {
  try {
    checkWorkbook(bytes);
    return null;
  } catch (error) {
    if (error instanceof ReadFailure) return error.code;
    throw error;
  }
}

/** A copy of the bytes of a stream. */
function streamOf(file: Uint8Array, name: string): Buffer {
  const stream = openOleContainer(bytesSource(file)).stream(name);
  assert.ok(stream);
  return Buffer.from(stream.read(0, stream.size));
}

/** A container with one stream of this name. */
function container(stream: string, content: Buffer): Buffer {
  const cfb = XLSX.CFB.utils.cfb_new();
  XLSX.CFB.utils.cfb_add(cfb, `/${stream}`, content);
  return Buffer.from(XLSX.CFB.write(cfb, { type: 'buffer' }) as Uint8Array);
}

test('a whole workbook passes, also a tiny one in the small streams', () => {
  assert.equal(failureOf(whole), null);
  const stream = streamOf(sampleWorkbook([{ name: 'ก', rows: [['ข', 1]] }]), 'WORKBOOK');
  assert.equal(failureOf(container('Workbook', stream)), null);
});

test('a workbook that was cut off anywhere is damaged', () => {
  for (let length = 8; length <= whole.length - 512; length += 509)
    assert.equal(failureOf(whole.subarray(0, length)), 'damaged', `cut at ${length} of ${whole.length}`);
  assert.equal(failureOf(whole.subarray(0, whole.length - 512)), 'damaged');
});

test('a workbook stream that ends within a sheet is damaged, though its container is whole', () => {
  const stream = streamOf(whole, 'Workbook');
  const cut = stream.subarray(0, stream.length - 600);
  assert.ok(cut.length > 4096);
  assert.equal(failureOf(container('Workbook', cut)), 'damaged');
});

test('sectors that run in a circle are damaged, not read for ever', () => {
  const looped = Buffer.from(whole);
  const table = (looped.readUInt32LE(76) + 1) * 512;
  const folder = looped.readUInt32LE(48);
  looped.writeUInt32LE(folder, table + folder * 4);
  assert.equal(failureOf(looped), 'damaged');
});

test('an OLE file without a workbook is none', () => {
  assert.equal(failureOf(container('WordDocument', Buffer.alloc(5000, 1))), 'not_a_workbook');
});

test('encrypted workbooks are told, in both kinds', () => {
  assert.equal(failureOf(container('EncryptedPackage', Buffer.alloc(5000, 1))), 'encrypted');
  const stream = streamOf(whole, 'Workbook');
  const writeAccess = stream.indexOf(Buffer.from([0x5c, 0x00, 0x70, 0x00]));
  assert.notEqual(writeAccess, -1);
  stream.writeUInt16LE(0x2f, writeAccess);
  assert.equal(failureOf(container('Workbook', stream)), 'encrypted');
});

test('Excel 95 and older are told', () => {
  assert.equal(failureOf(sampleWorkbook([{ name: 'Detail', rows: [['REP', 1]] }], 'biff5')), 'old_excel');
});
