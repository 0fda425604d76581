import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bahtText, shortBahtText } from './baht-text.js';
import { bytesText, countText, percentText, pointsText } from './count-text.js';

test('baht have two places, commas and a true minus; zero is not unknown', () => {
  assert.equal(bahtText('120945968.42'), '120,945,968.42');
  assert.equal(bahtText('-1234.5'), '−1,234.50');
  assert.equal(bahtText('-0.00'), '0.00');
  assert.equal(bahtText('0'), '0.00');
  assert.equal(bahtText(null), '–');
});

test('a card shows millions only from a million on', () => {
  assert.deepEqual(shortBahtText('120945968.42'), { text: '120.95', unit: 'million' });
  assert.deepEqual(shortBahtText('998.40'), { text: '998', unit: 'baht' });
  assert.deepEqual(shortBahtText('-2500000'), { text: '−2.50', unit: 'million' });
  assert.deepEqual(shortBahtText(null), { text: '–', unit: 'baht' });
});

test('counts, rates and bytes are written for people', () => {
  assert.equal(countText(-67644), '−67,644');
  assert.equal(countText(null), '–');
  assert.equal(percentText('0.067123'), '6.7%');
  assert.equal(percentText(null), '–');
  assert.equal(pointsText('0.067', '0.063'), '0.4');
  assert.equal(pointsText('0.067', null), null);
  assert.equal(bytesText(312_832), '312.8 kB');
  assert.equal(bytesText(20), '20 B');
});
