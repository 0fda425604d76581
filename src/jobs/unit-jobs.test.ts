import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unitKeysOfJob } from './unit-jobs.js';

test('a job of several months has a unit for each month and scheme', () => {
  const params = { from: '2568-12', to: '2569-01', schemes: ['ucs', 'ofc'], import: true };
  assert.deepEqual(unitKeysOfJob({ type: 'download_rep', params }), [
    'rep/ucs/2569-01',
    'rep/ofc/2569-01',
    'rep/ucs/2568-12',
    'rep/ofc/2568-12',
  ]);
  assert.deepEqual(unitKeysOfJob({ type: 'download_stm', params: { from: '2569-01', to: '2569-01' } }), [
    'stm/ucs/2569-01',
  ]);
});

test('a job that was stored with one month or fiscal year has its units', () => {
  const params = { month: 5, year: 2569, schemes: ['lgo'], import: true };
  assert.deepEqual(unitKeysOfJob({ type: 'download_rep', params }), ['rep/lgo/2569-05']);
  assert.deepEqual(unitKeysOfJob({ type: 'sync_smt', params: { fiscalYear: 2569 } }), ['smt/2569']);
  assert.deepEqual(unitKeysOfJob({ type: 'sync_smt', params: { fiscalYears: [2570, 2569] } }), [
    'smt/2570',
    'smt/2569',
  ]);
  assert.deepEqual(unitKeysOfJob({ type: 'import_files', params: { files: [] } }), []);
});
