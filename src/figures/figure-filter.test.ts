import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterQuery, readFigureFilter } from './figure-filter.js';

const now = new Date('2025-12-18T01:12:00Z');

test('a blank value is no filter, whichever name it stands under', () => {
  const blank = {
    drg: ' ',
    fund: '\u00a0',
    scheme: ' ',
    status: ' ',
    from: ' ',
    fiscal_year: ' ',
    drug: '\t',
  };
  assert.deepEqual(readFigureFilter(blank, now), readFigureFilter({}, now));
  assert.deepEqual(readFigureFilter({ drg: [' ', ''] }, now), readFigureFilter({}, now));
});

test('what stands beside a blank value stays', () => {
  assert.deepEqual(
    filterQuery(readFigureFilter({ fiscal_year: '2569', drg: [' ', '05140'], fund: ' UC ' }, now)),
    {
      fiscal_year: '2569',
      drg: '05140',
      fund: 'UC',
    },
  );
});
