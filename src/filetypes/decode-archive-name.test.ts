import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { decodeArchiveName } from './decode-archive-name.js';

const thai = 'ผลตรวจสอบ.xls';
const cp874 = Uint8Array.from(thai, (letter) => {
  const code = letter.charCodeAt(0);
  return code < 0x80 ? code : code - 0x0e00 + 0xa0;
});
const plain = { saysUtf8: false, extraFields: [] };

test('a Thai name is read as UTF-8 and as Windows-874, with or without the mark', () => {
  assert.equal(decodeArchiveName({ ...plain, bytes: Buffer.from(thai), saysUtf8: true }), thai);
  assert.equal(decodeArchiveName({ ...plain, bytes: Buffer.from(thai) }), thai);
  assert.equal(decodeArchiveName({ ...plain, bytes: cp874 }), thai);
});

test('letters of code page 437 that are no Thai are read as such', () => {
  assert.equal(decodeArchiveName({ ...plain, bytes: Uint8Array.of(0x81, 0x62, 0x84) }), 'übä');
});

test('the field with the name in UTF-8 wins where it belongs to this name, and is passed over where it is stale', () => {
  const bytes = Buffer.from('EB46~1.XLS');
  const field = (sum: number) => {
    const head = Buffer.alloc(5);
    head[0] = 1;
    head.writeUInt32LE(sum, 1);
    return [{ id: 0x7075, data: Buffer.concat([head, Buffer.from(thai)]) }];
  };
  assert.equal(decodeArchiveName({ bytes, saysUtf8: false, extraFields: field(crc32(bytes)) }), thai);
  assert.equal(decodeArchiveName({ bytes, saysUtf8: false, extraFields: field(1) }), 'EB46~1.XLS');
});
