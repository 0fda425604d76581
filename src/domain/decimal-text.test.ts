import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDecimal, readDecimal, readWhole } from './decimal-text.js';

const value = (input: string | number, scale = 2) => readDecimal(input, scale)?.value ?? null;

test('amounts are read as people and programs write them', () => {
  const cases: readonly (readonly [string | number, string])[] = [
    [1234.5, '1234.50'],
    [0, '0.00'],
    [-0, '0.00'],
    ['1,234,567.89', '1234567.89'],
    [' 12 ', '12.00'],
    ['.5', '0.50'],
    ['5.', '5.00'],
    ['+7', '7.00'],
    ['-1,000.25', '-1000.25'],
    ['- 3', '-3.00'],
    ['1,000.25-', '-1000.25'],
    ['(1,000.25)', '-1000.25'],
    ['\u22125', '-5.00'],
    ['๑,๒๓๔.๕๐', '1234.50'],
    ['0001.10', '1.10'],
  ];
  for (const [input, expected] of cases) assert.equal(value(input), expected, String(input));
});

test('what is no number is none: words, wrong groups, a decimal comma, two signs', () => {
  for (const text of [
    'ฟรี',
    '12 บาท',
    '1,23',
    '12,34.5',
    '1,234,5',
    '1234,56',
    '--5',
    '1.2.3',
    '5%',
    '1e3',
    '.',
    '',
  ])
    assert.equal(value(text), null, text);
});

test('a double is taken in its shortest decimal form, without an exponent', () => {
  assert.equal(plainDecimal(1e21), '1000000000000000000000');
  assert.equal(plainDecimal(1.5e-7), '0.00000015');
  assert.equal(plainDecimal(-1.25e22), '-12500000000000000000000');
  assert.equal(plainDecimal(9900000000001), '9900000000001');
  assert.deepEqual(readDecimal(1.005, 2), { value: '1.01', rounded: true });
  assert.deepEqual(readDecimal(1234567890123.45, 2), { value: '1234567890123.45', rounded: false });
});

test('more decimals than fit are rounded half away from zero, and it is said', () => {
  assert.deepEqual(readDecimal('0.005', 2), { value: '0.01', rounded: true });
  assert.deepEqual(readDecimal('-0.005', 2), { value: '-0.01', rounded: true });
  assert.deepEqual(readDecimal('-0.004', 2), { value: '0.00', rounded: true });
  assert.deepEqual(readDecimal('999.999', 2), { value: '1000.00', rounded: true });
  assert.deepEqual(readDecimal('1.50000', 2), { value: '1.50', rounded: false });
  assert.deepEqual(readDecimal(0.1 + 0.2, 2), { value: '0.30', rounded: true });
  assert.deepEqual(readDecimal('0.98765', 4), { value: '0.9877', rounded: true });
});

test('whole numbers', () => {
  assert.equal(readWhole('1,024'), 1024);
  assert.equal(readWhole(12), 12);
  assert.equal(readWhole('12.0'), 12);
  assert.equal(readWhole('12.5'), null);
  assert.equal(readWhole('ลำดับ'), null);
  assert.equal(readWhole('99999999999999999999'), null);
});
