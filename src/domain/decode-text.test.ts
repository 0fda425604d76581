import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText } from './decode-text.js';

test('Thai text is read as UTF-8 with and without its mark, as UTF-16 with its mark, else as TIS-620', () => {
  assert.deepEqual(decodeText(Buffer.from('code,ก้าน')), { text: 'code,ก้าน', encoding: 'utf-8' });
  assert.deepEqual(decodeText(Buffer.from('\uFEFFcode,ก้าน')), { text: 'code,ก้าน', encoding: 'utf-8' });
  const wide = Buffer.from('\uFEFFcode,ก้าน', 'utf16le');
  assert.deepEqual(decodeText(wide), { text: 'code,ก้าน', encoding: 'utf-16le' });
  // TIS-620: ก = A1, ข = A2, ๙ = F9
  const thai = Buffer.from([0x41, 0x2c, 0xa1, 0xa2, 0xf9]);
  assert.deepEqual(decodeText(thai), { text: 'A,กข๙', encoding: 'windows-874' });
});
