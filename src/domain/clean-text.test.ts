import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asciiDigits, cleanKey, cleanText, headingKey, headingText, storableText } from './clean-text.js';

test('spaces at the ends go, also no-break and zero-width ones, and lines inside stay', () => {
  assert.equal(cleanText('\u00a0  ไข้หวัด \u200b'), 'ไข้หวัด');
  assert.equal(cleanText(' J00\r\nJ01 \n'), 'J00\nJ01');
  assert.equal(cleanText('นาย ก  ข'), 'นาย ก  ข');
});

test('blank, dashes of any width and N/A are nothing; zero is something', () => {
  for (const text of ['', '   ', '-', ' - ', '--', '\u2013', '\u2212', 'N/A', 'n/a', '\u00a0'])
    assert.equal(cleanText(text), null, JSON.stringify(text));
  assert.equal(cleanText('0'), '0');
  assert.equal(cleanText('-5'), '-5');
});

test('a name reads the same, whether SARA AM was typed as one character or as two', () => {
  assert.equal(cleanText('จ\u0e4d\u0e32ลอง'), 'จำลอง');
  assert.equal(cleanText('จำลอง'), 'จำลอง');
});

test('an identifier stands on one line', () => {
  assert.equal(cleanKey('  99\u00a0 001\n2 '), '99 001 2');
});

test('what no database stores is replaced, and nothing else', () => {
  assert.equal(storableText('a\u0000b\ud800c'), 'a\ufffdb\ufffdc');
  assert.equal(storableText('ก\tข\nค 😀'), 'ก\tข\nค 😀');
});

test('headings are one, however their spaces, lines, SARA AM and case are written', () => {
  const inOne = 'ชำระเอง (3)';
  const inTwo = '\u0e0a\u0e4d\u0e32ระเอง\n(3)';
  assert.notEqual(inOne, inTwo);
  assert.equal(headingKey(inOne), headingKey(inTwo));
  assert.equal(headingKey('น\u0e49\u0e33'), headingKey('น\u0e4d\u0e49\u0e32'));
  assert.equal(headingKey('น\u0e49\u0e33'), headingKey('น\u0e49\u0e4d\u0e32'));
  assert.equal(headingKey('Error  Code'), headingKey('ERROR\u00a0CODE'));
  assert.notEqual(headingKey('PROV1'), headingKey('PROV2'));
  assert.equal(headingText(' ล่าช้า (PS)\n(5) '), 'ล่าช้า (PS) (5)');
});

test('Thai digits are digits', () => {
  assert.equal(asciiDigits('๐๕/๐๑/๒๕๖๙'), '05/01/2569');
});
