import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitText, textWidth } from './text-width.js';

test('Thai marks above and below take no column, Chinese signs two', () => {
  assert.equal(textWidth('ผู้ป่วย'), 4);
  assert.equal(textWidth('น้ำ'), 2);
  assert.equal(textWidth('กิ่งกี้ใบไม้'), 7);
  assert.equal(textWidth('abc'), 3);
  assert.equal(textWidth('病院'), 4);
});

test('a text that is too long ends in an ellipsis and parts no mark from its letter', () => {
  assert.equal(fitText('ผู้ป่วย', 4), 'ผู้ป่วย');
  assert.equal(fitText('ผู้ป่วย', 3), 'ผู้ป่…');
  assert.equal(fitText('abcdef', 1), '…');
  assert.equal(fitText('abcdef', 0), '');
});
