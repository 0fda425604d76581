import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newCaseInput } from '../domain/case-input.js';
import { caseFaultText } from './case-fault-text.js';

/** Names the text and its fillings, so that no language is asked. */
const t = (key: string, fillings: object = {}) => [key, ...Object.values(fillings)].join(' ');

test('what the schema of a case refuses has words of its own', () => {
  const read = newCaseInput.safeParse({
    title: ' ',
    category: 'x'.repeat(65),
    priority: 'urgent',
    reporter_phone: 'ward five',
    reporter_email: 'ward5@',
  });
  const told = read.error?.issues.map(({ message }) => caseFaultText(message, t));
  assert.deepEqual(told, [
    'cases.why_required',
    'cases.why_too_long 64',
    'cases.why_one_of low, medium, high, critical',
    'cases.why_phone',
    'cases.why_email',
  ]);
  assert.equal(caseFaultText('stands in row 7 already', t), 'cases.why_twice 7');
  assert.equal(caseFaultText('holds a character that cannot be stored', t), 'cases.why_value');
});
