import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimsSummary } from '../figures/claims-summary.js';
import type { FigureAnswer, FigureRow } from '../figures/figure.js';
import { fileColumns } from '../figures/file-columns.js';
import { figureLines } from './figure.js';

const nothing = { claims: 0, claimed: '0.00' };
const answer: FigureAnswer = {
  ...{ figure: 'claims-summary', by: 'month', as_of: null },
  rows: [
    { key: '2025-10', label: '', has_data: true, running: false, claims: 3, claimed: '4.00' },
    { key: '2025-11', label: '', has_data: false, running: false, ...nothing },
    { key: '2025-12', label: '', has_data: true, running: true, claims: 0, claimed: '0.00' },
  ],
  total: { claims: 3, claimed: '4.00' },
};

test('the table of a figure tells a month without data from zero, and names the one that runs', () => {
  assert.deepEqual(figureLines(answer, 'en'), [
    'key                claims  claimed',
    '2025-10                 3     4.00',
    '2025-11                 -        -',
    '2025-12 (running)       0     0.00',
    'total                   3     4.00',
  ]);
});

test('a file of months says the same in columns of their own, one of anything else has none', () => {
  const names = (rows: readonly FigureRow[]) =>
    fileColumns(claimsSummary, { rows })
      .map(({ name }) => name)
      .slice(0, 5);
  assert.deepEqual(names(answer.rows), ['key', 'label', 'has_data', 'running', 'claims']);
  assert.deepEqual(names([{ key: 'ucs', label: 'UCS' }]), ['key', 'label', 'claims', 'denied', 'claimed']);
});
