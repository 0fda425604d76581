import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { caseChangeInput, newCaseInput } from './case-input.js';

const minimal = { title: 'ขอเอกสารเพิ่ม', category: 'document', priority: 'medium' };
const faults = (fields: object) =>
  newCaseInput
    .safeParse({ ...minimal, ...fields })
    .error?.issues.map(({ path, message }) => [path.join('.'), message]);

test('a new case needs title, category and priority; each that is missing is named', () => {
  const read = newCaseInput.safeParse({});
  assert.deepEqual(
    read.error?.issues.map(({ path, message }) => [path[0], message]),
    [
      ['title', 'is required'],
      ['category', 'is required'],
      ['priority', 'is required'],
    ],
  );
  assert.deepEqual(faults({ title: ' \n' }), [['title', 'is required']]);
  assert.deepEqual(faults({ priority: 'urgent' }), [
    ['priority', 'must be one of low, medium, high, critical'],
  ]);
});

test('fields that are only read, or not known, are refused', () => {
  for (const field of ['id', 'version', 'created_at', 'updated_at', 'source', 'deny_code', 'remote', 'x'])
    assert.equal(faults({ [field]: null })?.length, 1, field);
  assert.equal(caseChangeInput.safeParse({ case_number: 'X' }).success, false);
});

test('lengths are counted in letters, and what no database stores is refused', () => {
  const fits = { title: '🙂'.repeat(200), category: 'ก'.repeat(64), description: '๙'.repeat(10_000) };
  assert.equal(faults(fits), undefined);
  assert.equal(faults({ title: `${fits.title}ก` })?.length, 1);
  assert.equal(faults({ description: `${fits.description}ก` })?.length, 1);
  assert.equal(faults({ category: `${fits.category}ก` })?.length, 1);
  for (const text of ['ก\0', 'ก\ud83d']) assert.equal(faults({ title: text })?.length, 1);
  assert.equal(faults({ external_ref: 'a\nb' })?.length, 1);
});

test('contacts are kept in one form, and null clears what may be empty alone', () => {
  const read = caseChangeInput.parse({ reporter_phone: '081-234-5678', assigned_to: ' Officer1 ' });
  assert.deepEqual(read, { reporter_phone: '+66812345678', assigned_to: 'officer1' });
  assert.equal(caseChangeInput.safeParse({ reporter_phone: null, description: null }).success, true);
  for (const field of ['title', 'category', 'priority', 'status'])
    assert.equal(caseChangeInput.safeParse({ [field]: null }).success, false, field);
  assert.equal(faults({ reporter_phone: 'โทรไม่ได้', reporter_email: 'ward5' })?.length, 2);
});

test('an empty text of an optional field is the same as null', () => {
  const optional = [
    'description',
    'tran_id',
    'reporter_phone',
    'reporter_email',
    'assigned_to',
    'external_ref',
  ];
  const empty = Object.fromEntries(optional.map((name) => [name, name === 'description' ? '' : ' ']));
  const none = Object.fromEntries(optional.map((name) => [name, null]));
  assert.deepEqual(caseChangeInput.parse(empty), none);
  assert.equal(newCaseInput.parse({ ...minimal, case_number: '' }).case_number, null);
  for (const field of ['title', 'category', 'priority', 'status'])
    assert.equal(caseChangeInput.safeParse({ [field]: '' }).success, false, field);
});

test('the interface can be described', () => {
  const described = JSON.stringify(z.toJSONSchema(newCaseInput, { io: 'input' }));
  assert.match(described, /"maxLength":200/);
  assert.match(described, /"required":\["title","category","priority"\]/);
});
