import assert from 'node:assert/strict';
import test from 'node:test';
import { addBaht, bahtOf, satangOf, subtractBaht } from './satang.js';

test('baht become satang and come back equal', () => {
  for (const text of ['0.00', '-0.05', '1234.50', '9999999999999.99', '-18432.50']) {
    assert.equal(bahtOf(satangOf(text)), text);
  }
  assert.equal(satangOf('7'), 700n);
  assert.equal(satangOf('7.5'), 750n);
});

test('what is no amount is refused', () => {
  for (const text of ['', '-', '1,000.00', '1.005', '1e3', ' 1'])
    assert.throws(() => satangOf(text), RangeError);
});

test('a missing part counts as nothing, all missing gives null', () => {
  assert.equal(addBaht('0.10', '0.20', null), '0.30');
  assert.equal(addBaht(null, null), null);
  assert.equal(subtractBaht('1.00', '1.05'), '-0.05');
  assert.equal(subtractBaht(null, '1.00'), null);
});
