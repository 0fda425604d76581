import assert from 'node:assert/strict';
import { test } from 'node:test';
import { windows874 } from '../testing/portal/thai-bytes.js';
import { decodePage } from './read-page.js';

const thai = 'คุณไม่มีสิทธิ์ e-Claim';
const utf8 = Buffer.from(thai);

test('the charset of the header wins, under each of its names', () => {
  for (const charset of ['windows-874', 'TIS-620', '"tis620"', 'cp874', 'ISO-8859-11'])
    assert.equal(decodePage(windows874(thai), `text/html; charset=${charset}`), thai);
  assert.equal(decodePage(utf8, 'text/html;charset=UTF-8'), thai);
});

test('then the charset of the page, whatever the order of its attributes', () => {
  for (const meta of [
    '<meta charset="tis-620">',
    "<META CONTENT='text/html; charset=windows-874' HTTP-EQUIV=Content-Type>",
  ])
    assert.equal(decodePage(windows874(meta + thai), 'text/html'), meta + thai);
});

test('without one, or with Latin-1 which has no Thai, the bytes decide', () => {
  assert.equal(decodePage(utf8, ''), thai);
  assert.equal(decodePage(windows874(thai), 'text/html; charset=ISO-8859-1'), thai);
  assert.equal(decodePage(utf8, 'text/html; charset=nonsense'), thai);
});
