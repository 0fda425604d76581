import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AddableSums, addClaimSums, partsOfWeight } from './add-claim-sums.js';

const one: AddableSums = {
  claims: 2,
  denied: 1,
  claimed: '0.10',
  reimbursed: '0.30',
  deniedClaimed: '0.05',
  loss: '-0.20',
  firstPassed: 1,
  firstReimbursed: '0.01',
  appealed: 1,
  appealedReimbursed: '-1.05',
  appealedFirstReimbursed: '0.00',
  adjrw: '0.9999',
  adjrwClaims: 1,
};

test('sums of groups are exact in every measure, and of no group they are nothing', () => {
  const three = addClaimSums([one, one, { ...one, claimed: '90071992547409.93', adjrw: '-3.0000' }]);
  assert.deepEqual(three, {
    claims: 6,
    denied: 3,
    claimed: '90071992547410.13',
    reimbursed: '0.90',
    deniedClaimed: '0.15',
    loss: '-0.60',
    firstPassed: 3,
    firstReimbursed: '0.03',
    appealed: 3,
    appealedReimbursed: '-3.15',
    appealedFirstReimbursed: '0.00',
    adjrw: '-1.0002',
    adjrwClaims: 3,
  });
  assert.deepEqual(
    [addClaimSums([]).claims, addClaimSums([]).loss, addClaimSums([]).adjrw],
    [0, '0.00', '0.0000'],
  );
});

test('a weight is read to its last place', () => {
  assert.equal(partsOfWeight('-12.3'), -123_000n);
  assert.throws(() => partsOfWeight('1.23456'), RangeError);
});
