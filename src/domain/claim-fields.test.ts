import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ClaimField, differencesOf } from './claim-fields.js';

const field = (key: string, value: string | null, more: Partial<ClaimField> = {}): ClaimField => ({
  key,
  heading: key,
  type: 'text',
  group: 'other',
  privacy: 'open',
  value,
  ...more,
});
const money = (key: string, value: string | null, group = 'claim') =>
  field(key, value, { type: 'money', group });

describe('differences between two versions', () => {
  test('equal content has none, whatever its REP no. and place in the sheet', () => {
    const older = [field('rep_no', '6901'), field('seq', '1'), money('paid', '1.00'), field('drg', null)];
    const newer = [field('rep_no', '6902'), field('seq', '7'), money('paid', '1.00'), field('drg', null)];
    assert.deepEqual(differencesOf(older, newer), []);
  });

  test('money differs to the satang, also where a double would not show it', () => {
    const [one] = differencesOf([money('paid', '9007199254740.01')], [money('paid', '9007199254740.03')]);
    assert.deepEqual(
      [one?.before, one?.after, one?.change],
      ['9007199254740.01', '9007199254740.03', '0.02'],
    );
    const [less] = differencesOf([money('paid', '100.00')], [money('paid', '99.99')]);
    assert.equal(less?.change, '-0.01');
  });

  test('what comes into an empty cell is an amount; an empty cell and zero differ, without one', () => {
    const [came] = differencesOf([money('paid', null)], [money('paid', '900.25')]);
    assert.deepEqual([came?.before, came?.after, came?.change], [null, '900.25', '900.25']);
    assert.deepEqual(differencesOf([field('remark', null)], [field('remark', '')]), []);
    const [one] = differencesOf([money('paid', null)], [money('paid', '0.00')]);
    assert.deepEqual([one?.before, one?.after, one?.change], [null, '0.00', null]);
  });

  test('a field that only one of the forms has counts where it holds something', () => {
    const found = differencesOf(
      [field('old_note', 'x'), field('old_empty', null)],
      [field('new_note', 'y'), field('new_empty', null)],
    );
    assert.deepEqual(
      found.map(({ key, before, after }) => [key, before, after]),
      [
        ['new_note', null, 'y'],
        ['old_note', 'x', null],
      ],
    );
  });

  test('error codes and what was granted stand before the rest', () => {
    const row = (code: string, granted: string, note: string) => [
      field('remark', note),
      money('iphc', granted, 'fund:hc'),
      money('reimb_nhso', granted, 'reimbursement'),
      field('error_code', code, { group: 'status' }),
    ];
    assert.deepEqual(
      differencesOf(row('C312', '0.00', 'a'), row('-', '5.00', 'b')).map(({ key }) => key),
      ['error_code', 'reimb_nhso', 'iphc', 'remark'],
    );
  });
});
