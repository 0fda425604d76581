import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ColumnType } from './file-type.js';
import { isDateFormat, readCell, readDisputedCell } from './read-cell.js';
import type { Cell } from './workbook-reader.js';

const text = (value: string): Cell => ({ kind: 'text', value });
const number = (value: number, format: string | null = 'General'): Cell => ({
  kind: 'number',
  value,
  format,
});
const error = (value: string): Cell => ({ kind: 'error', value });

const value = (cell: Cell | undefined, type: ColumnType) => {
  const reading = readCell(cell, type, false);
  return reading.trouble?.refused ? `refused ${reading.trouble.code}` : reading.value;
};

test('nothing is null in every type, never zero', () => {
  for (const type of ['text', 'key64', 'integer', 'money', 'weight', 'day', 'wall'] as const)
    for (const cell of [undefined, text(''), text(' - '), text('\u00a0'), text('N/A')])
      assert.equal(value(cell, type), null, type);
  assert.equal(value(number(0), 'money'), '0.00');
});

test('identifiers keep the zeros of their number format and gain nothing', () => {
  assert.equal(value(number(1234, '0000000'), 'key64'), '0001234');
  assert.equal(value(number(1234, '0000000;-0000000'), 'key64'), '0001234');
  assert.equal(value(number(9900000000001), 'key64'), '9900000000001');
  assert.equal(value(number(990000001, '0.00'), 'key64'), '990000001');
  assert.equal(value(text(' 0012\u00a0'), 'key64'), '0012');
  assert.equal(value(number(5), 'text'), '5');
});

test('a code of several lines is its first line, and the others are kept where they differ', () => {
  assert.deepEqual(readCell(text('99999\n99999'), 'key64', false), { value: '99999' });
  assert.deepEqual(readCell(text('\n99999\r\n10001'), 'key64', false), {
    value: '99999',
    raw: '99999\n10001',
  });
});

test('a value that does not fit its column refuses the row', () => {
  assert.equal(value(text('ก'.repeat(64)), 'key64'), 'ก'.repeat(64));
  assert.deepEqual(readCell(text('ก'.repeat(65)), 'key64', false).trouble, {
    refused: true,
    code: 'value_too_long',
    details: { length: 65, limit: 64 },
  });
  assert.equal(value(text('😀'.repeat(40)), 'key40'), '😀'.repeat(40));
  assert.equal(value(number(12345678901234.5), 'money'), 'refused number_too_large');
  assert.equal(value(number(999999999999.99), 'money'), '999999999999.99');
  assert.equal(value(number(1e12), 'money'), 'refused number_too_large');
  assert.equal(value(text('99999999999'), 'integer'), 'refused number_too_large');
});

test('money and weights are exact; a word refuses, more decimals are rounded and kept', () => {
  assert.equal(value(text('1,234.5'), 'money'), '1234.50');
  assert.equal(value(text('(20)'), 'money'), '-20.00');
  assert.equal(value(number(0.1234), 'weight'), '0.1234');
  assert.equal(value(number(0.1 + 0.2), 'money'), '0.30', 'a sum of floats is what a spreadsheet shows');
  assert.equal(value(number(-1234.1 - 0.2), 'money'), '-1234.30');
  assert.equal(value(text('รอตรวจสอบ'), 'money'), 'refused not_a_number');
  assert.equal(value({ kind: 'boolean', value: true }, 'money'), 'refused not_a_number');
  assert.deepEqual(readCell(number(10.555), 'money', false), {
    value: '10.56',
    raw: '10.555',
    trouble: { refused: false, code: 'rounded', details: { places: 2 } },
  });
});

test('whole numbers', () => {
  assert.equal(value(text('1,200'), 'integer'), 1200);
  assert.equal(value(number(3), 'integer'), 3);
  assert.equal(value(number(3.5), 'integer'), 'refused not_a_whole_number');
  assert.equal(value(text('สาม'), 'integer'), 'refused not_a_number');
});

test('days and clock times are Gregorian, from text and from Excel dates', () => {
  assert.equal(value(text('05/01/2569 08:30:15'), 'wall'), '2026-01-05 08:30:15');
  assert.equal(value(text('05/01/2026'), 'wall'), '2026-01-05 00:00:00');
  assert.equal(value(number(46027.5, 'dd/mm/yyyy hh:mm'), 'wall'), '2026-01-05 12:00:00');
  assert.equal(value(number(46027, 'm/d/yy'), 'day'), '2026-01-05');
  assert.equal(value(number(46027, 'General'), 'day'), 'refused date_not_readable');
  assert.equal(value(text('31/02/2569'), 'day'), 'refused date_not_readable');
  assert.deepEqual(readCell(text('05/01/2569 10:00'), 'day', false), {
    value: '2026-01-05',
    raw: '05/01/2569 10:00',
  });
  assert.equal(value(number(46027, 'yyyy-mm-dd'), 'text'), '2026-01-05');
});

test('number formats of dates are told from others', () => {
  for (const format of ['dd/mm/yyyy', '[$-D07041E]d/m/bbbb', 'h:mm:ss', '[h]:mm', 'm/d/yy h:mm', 'mmm-yy'])
    assert.equal(isDateFormat(format), true, format);
  for (const format of [
    null,
    'General',
    '0000000',
    '#,##0.00',
    '0.00E+00',
    '[Red]-#,##0',
    '"days" 0',
    '#,##0 \\d',
    '@',
    '0%',
  ])
    assert.equal(isDateFormat(format), false, String(format));
});

test('error cells: #N/A is nothing with a warning, others refuse where a value is needed', () => {
  assert.deepEqual(readCell(error('#N/A'), 'money', false), {
    value: null,
    trouble: { refused: false, code: 'cell_error_ignored', details: { error: '#N/A' } },
  });
  assert.equal(value(error('#VALUE!'), 'money'), 'refused cell_error');
  assert.equal(value(error('#REF!'), 'key64'), 'refused cell_error');
  assert.equal(value(error('#REF!'), 'day'), 'refused cell_error');
  assert.deepEqual(readCell(error('#REF!'), 'text', false).raw, '#REF!');
});

test('disputed columns never refuse, and keep the text as it stood', () => {
  assert.deepEqual(readDisputedCell(text(' 1,250.5 '), 'money', false), { value: '1250.50', raw: '1,250.5' });
  assert.deepEqual(readDisputedCell(text('Y'), 'money', false), { value: null, raw: 'Y' });
  assert.deepEqual(readDisputedCell(error('#REF!'), 'money', false), { value: null, raw: '#REF!' });
  assert.deepEqual(readDisputedCell(text('10001'), 'text', false), { value: '10001', raw: '10001' });
  assert.deepEqual(readDisputedCell(text('-'), 'money', false), { value: null });
});

test('free text keeps its length and lines; what no database stores is replaced with a warning', () => {
  const remark = 'ก'.repeat(300);
  assert.equal(value(text(remark), 'text'), remark);
  assert.equal(value(text('J00\nJ01'), 'text'), 'J00\nJ01');
  assert.deepEqual(readCell(text('a\u0000b'), 'text', false), {
    value: 'a\ufffdb',
    trouble: { refused: false, code: 'text_repaired', details: {} },
  });
});
