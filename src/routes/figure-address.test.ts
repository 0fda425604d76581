import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterQuery, readFigureFilter } from '../figures/figure-filter.js';
import { claimsAddress, claimsOfKey } from './figure-address.js';

const now = new Date('2026-06-18T01:12:00Z');
const anybody = { baseUrl: '/sub', can: () => true };

test('a filter without a date names its year and the claims without a date', () => {
  const address = claimsAddress(filterQuery(readFigureFilter({}, now)), anybody);
  assert.equal(address, '/sub/claims?fiscal_year=2569&undated=with');
});

test('a row of a month has the days of that month that were asked, a row without a month those without a date', () => {
  const filter = readFigureFilter({ from: '2025-10-05', to: '2026-01-01', scheme: 'ucs' }, now);
  const address = (month: string) =>
    claimsAddress(claimsOfKey(filter, 'month', month, { language: 'th', now }), anybody);
  assert.equal(address('2025-10'), '/sub/claims?from=2025-10-05&to=2025-11-01&scheme=ucs');
  assert.equal(address(''), '/sub/claims?undated=only&scheme=ucs');
});

test('who may not see claims gets no address of them, nor is there one of no claims', () => {
  assert.equal(claimsAddress({ scheme: 'ucs' }, { baseUrl: '', can: () => false }), null);
  assert.equal(claimsAddress(null, anybody), null);
});
