import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFigureFilter } from '../figures/figure-filter.js';
import { claimsAddress, filterValues, rowValues } from './figure-address.js';

const now = new Date('2026-06-18T01:12:00Z');
const read = (address: string) =>
  readFigureFilter(Object.fromEntries(new URL(address, 'http://localhost').searchParams), now);

test('a filter without a date names its year and the claims without a date', () => {
  const address = claimsAddress('/sub', filterValues(readFigureFilter({}, now)));
  assert.equal(address, '/sub/claims?fiscal_year=2569&undated=with');
});

test('every filter reads back as itself from its address', () => {
  const queries = [
    { fiscal_year: '2568', scheme: 'ucs,ofc', kind: 'op,ip', fund: 'none', service_type: 'OPAE' },
    { from: '2025-10-05', to: '2026-01-01', hospital: '99999', error_code: 'C312', status: 'denied' },
    { undated: 'only', drg: 'none', first_passed: 'no', appealed: 'yes' },
  ];
  for (const query of queries) {
    const filter = readFigureFilter(query, now);
    assert.deepEqual(read(claimsAddress('', filterValues(filter))), filter);
  }
});

test('a row of a month has the days of that month that were asked, a row without a month those without a date', () => {
  const filter = readFigureFilter({ from: '2025-10-05', to: '2026-01-01', scheme: 'ucs' }, now);
  const address = (month: string) =>
    claimsAddress('', { ...filterValues(filter), ...rowValues(filter, 'month', month) });
  assert.equal(address('2025-10'), '/claims?from=2025-10-05&to=2025-11-01&scheme=ucs');
  assert.equal(address('2025-12'), '/claims?from=2025-12-01&to=2026-01-01&scheme=ucs');
  assert.equal(address(''), '/claims?undated=only&scheme=ucs');
});

test('a row of claims that have no code asks for none, not for everything', () => {
  const filter = readFigureFilter({}, now);
  assert.deepEqual(rowValues(filter, 'fund', ''), { fund: 'none' });
  assert.deepEqual(rowValues(filter, 'scheme', 'ucs'), { scheme: 'ucs' });
});
