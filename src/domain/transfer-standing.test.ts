import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transferStanding, transferStandingOf } from './transfer-standing.js';

test('a period is transferred in full, in part or not yet; where nothing is due, nothing is waited for', () => {
  assert.deepEqual(
    [
      transferStanding('1000.00', null),
      transferStanding('1000.00', '400.00'),
      transferStanding('1000.00', '999.98'),
      transferStanding('1000.00', '999.99'),
      transferStanding('1000.00', '1000.00'),
      transferStanding('1000.00', '1200.00'),
      transferStanding('0.00', null),
      transferStanding('0.01', null),
      transferStanding('-5.00', null),
    ],
    ['not_yet', 'in_part', 'in_part', 'in_full', 'in_full', 'in_full', 'in_full', 'not_yet', 'in_full'],
  );
});

test('a claim of several statements is transferred in part unless all of them are alike', () => {
  assert.equal(transferStandingOf([]), null);
  assert.equal(transferStandingOf(['in_full', 'in_full']), 'in_full');
  assert.equal(transferStandingOf(['not_yet', 'not_yet']), 'not_yet');
  assert.equal(transferStandingOf(['in_full', 'not_yet']), 'in_part');
});
