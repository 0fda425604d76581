import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addClaimSums, addMeasures } from './add-claim-sums.js';
import { allMeasures, measureColumns, measuresOf, ofKeptSums } from './claim-measures.js';

test('only what is asked for is asked of the database, and a loss of its two parts', () => {
  const { text } = measureColumns(['claims', 'loss'], ofKeptSums);
  assert.deepEqual(
    [...text.matchAll(/as "(\w+)"/g)].map(([, name]) => name),
    ['claims', 'claimed', 'reimbursed'],
  );
  const row = { claims: '3', claimed: '10.5', reimbursed: '12', adjrw: '9' };
  assert.deepEqual(measuresOf(row, ['claims', 'loss']), { claims: 3, loss: '-1.50' });
});

test('sums have their places, also of no row', () => {
  assert.deepEqual(measuresOf({ adjrw: '-0.5', claimed: '7.25' }, ['adjrw', 'claimed', 'denied']), {
    ...{ adjrw: '-0.5000', claimed: '7.25', denied: 0 },
  });
  assert.deepEqual(measuresOf({}, allMeasures), addClaimSums([]));
});

test('groups are added up in the measures that are asked for', () => {
  const parts = [
    { loss: '0.10', adjrw: '1.0000', claims: 1 },
    { loss: '-0.30', adjrw: '0.2500', claims: 2 },
  ];
  assert.deepEqual(addMeasures(parts, ['loss', 'adjrw', 'claims']), {
    ...{ loss: '-0.20', adjrw: '1.2500', claims: 3 },
  });
});
