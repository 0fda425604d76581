import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standingReason, statementStanding } from './statement-standing.js';

const standing = (promised: string | null, stated: string | null, isDenied = false) =>
  statementStanding({ scheme: 'UCS', promised, stated, isDenied });

test('a claim is matched to the satang, paid in part, over, reversed, or waits', () => {
  assert.equal(standing('800.25', null), 'waiting_stm');
  assert.equal(standing('800.25', '800.26'), 'matched');
  assert.equal(standing('800.25', '800.23'), 'part_paid');
  assert.equal(standing('800.25', '800.27'), 'over');
  assert.equal(standing('800.25', '0.00'), 'reversed');
  assert.equal(standing('800.25', '-5.00'), 'reversed');
  assert.equal(standing('0.00', '0.00'), 'matched');
});

test('money in a statement for a denied claim needs a person', () => {
  assert.equal(standing('0.00', null, true), 'denied');
  assert.equal(standing('0.00', '0.00', true), 'denied');
  assert.equal(standing('0.00', '10.00', true), 'needs_person');
});

test('a claim of a scheme without statements waits for none; what states it all the same counts', () => {
  const ofScheme = (scheme: string, stated: string | null, isDenied = false) =>
    statementStanding({ scheme, promised: '800.25', stated, isDenied });
  assert.equal(ofScheme('ucs', null), 'waiting_stm');
  assert.equal(ofScheme('SSS', null), 'not_covered');
  assert.equal(ofScheme('STP', null), 'not_covered');
  assert.equal(ofScheme('SSS', null, true), 'denied');
  assert.equal(ofScheme('SSS', '800.25'), 'matched');
});

test('each standing has its reason, which follows from the amounts', () => {
  const reason = (promised: string | null, stated: string | null, isDenied = false) =>
    standingReason(standing(promised, stated, isDenied), { promised, stated });
  assert.equal(reason('800.25', null), 'no_row');
  assert.equal(reason('800.25', '800.25'), 'equal');
  assert.equal(reason('800.25', '800.26'), 'within_tolerance');
  assert.equal(reason(null, '0.00'), 'equal');
  assert.equal(reason('800.25', '800.23'), 'less');
  assert.equal(reason('800.25', '800.27'), 'more');
  assert.equal(reason('800.25', '0.00'), 'nothing_left');
  assert.equal(reason('800.25', '-5.00'), 'taken_back');
  assert.equal(reason('0.00', null, true), 'error_code');
  assert.equal(reason('0.00', '0.00', true), 'stated_without_money');
  assert.equal(reason('0.00', '10.00', true), 'denied_with_money');
  assert.equal(standingReason('not_covered', { promised: '1.00', stated: null }), 'no_statements');
});
