import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortBahtText } from './baht-text.js';
import { percentText, pointsText } from './count-text.js';
import { roundHalfUp } from './round-half-up.js';

test('halves go up, away from zero, whatever binary makes of them', () => {
  const halves = [
    ['0.064500', 1, 2, '6.5'],
    ['0.010050', 2, 2, '1.01'],
    ['-0.000500', 1, 2, '-0.1'],
    ['-0.000499', 1, 2, '0.0'],
    ['1.00005', 4, 0, '1.0001'],
    ['1005000.00', 2, -6, '1.01'],
    ['12', 2, 0, '12.00'],
    ['999.95', 0, 0, '1000'],
  ] as const;
  for (const [text, places, shift, rounded] of halves)
    assert.equal(roundHalfUp(text, places, shift), rounded, text);
});

test('pages show rates, points and millions by it', () => {
  // Each of these is a half that toFixed takes down.
  assert.equal(percentText('0.010500'), '1.1%');
  assert.equal(percentText('0.018500'), '1.9%');
  assert.equal(percentText('-0.010500'), '−1.1%');
  assert.equal(pointsText('0.070500', '0.050000'), '2.1');
  assert.equal(pointsText('0.050000', '0.070500'), '2.1');
  assert.deepEqual(shortBahtText('1005000.00'), { text: '1.01', unit: 'million' });
  assert.deepEqual(shortBahtText('-2500.50'), { text: '−2,501', unit: 'baht' });
});
