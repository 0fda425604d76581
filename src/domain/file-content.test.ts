import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recogniseContent } from './file-content.js';

const of = (text: string) => recogniseContent(Buffer.from(text));

test('a file is named by its first bytes', () => {
  assert.equal(recogniseContent(Buffer.from('d0cf11e0a1b11ae10000', 'hex')), 'workbook');
  assert.equal(recogniseContent(Buffer.from('504b0304140006000800', 'hex')), 'xlsx');
  assert.equal(recogniseContent(new Uint8Array()), 'empty');
  assert.equal(recogniseContent(Buffer.from('89504e470d0a1a0a00', 'hex')), 'unknown');
  assert.equal(recogniseContent(Buffer.from('d0cf11e0', 'hex')), 'unknown');
});

test('a page is a page, with and without doctype, byte order mark and blank lines', () => {
  assert.equal(of('<!DOCTYPE html><html></html>'), 'page');
  assert.equal(of('\ufeff\r\n\r\n<html lang="th">'), 'page');
  assert.equal(of('<table><tr><td>REP</td></tr></table>'), 'page');
  assert.equal(of('<?xml version="1.0"?>\n<!DOCTYPE html>'), 'page');
  assert.equal(of('HTTP error <html>'), 'page');
  assert.equal(recogniseContent(Buffer.from('\ufeff<html>', 'utf16le')), 'page');
});

test('text and CSV are text, in UTF-8 and in the old Thai code page', () => {
  assert.equal(of('REP,TRAN_ID\n1,2\n'), 'text');
  assert.equal(of('ไม่พบข้อมูล'), 'text');
  assert.equal(recogniseContent(Buffer.from([0xe4, 0xc1, 0xe8, 0xbe, 0xba])), 'text');
});
