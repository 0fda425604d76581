import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openchsCase, openchsReference, scrubbed } from './openchs-text.js';

const about = { target: 'openchs', hospitalCode: '99999', tranId: '999000123', denyCode: '305' };

test('the reference is the same for the same denial, and another for every other', () => {
  const reference = openchsReference(about);
  assert.match(reference, /^ECR[A-Z2-7]{16}$/);
  assert.equal(openchsReference({ ...about }), reference);
  for (const change of [{ target: 'x' }, { hospitalCode: '99998' }, { tranId: '1' }, { denyCode: '306' }])
    assert.notEqual(openchsReference({ ...about, ...change }), reference);
});

test('citizen ids in every spelling and the own name, HN and AN are taken out', () => {
  const secrets = ['นาย ทดสอบ สมมติ', 'HN-778811', 'AN990001', null, '', 'ab'];
  for (const id of ['9900000000001', '9-9000-00000-00-1', '9 9000 00000 00 1', '9900000.000001'])
    assert.equal(scrubbed(`before ${id} after`, secrets), 'before ••• after', id);
  const text = scrubbed('โทรหา ทดสอบ สมมติ HN-778811 ของ AN990001 ตามวันที่ 2026-02-03 ยอด 1250.00', secrets);
  assert.equal(text, 'โทรหา ••• ••• ••• ของ ••• ตามวันที่ 2026-02-03 ยอด 1250.00');
  assert.equal(scrubbed('abc 12345678901234', secrets), 'abc 12345678901234');
});

test('the text has number, scheme, fund, code, amount and link; what people wrote only where it is given', () => {
  const claim = {
    ...about,
    scheme: 'UCS',
    fund: 'OP',
    denyText: 'Approve code differs',
    amount: '1250.00',
    link: 'https://e.example/claims/999000123',
  };
  const rest = { reference: 'ECRX', secrets: ['สมมติ'], at: new Date(0) };
  const { title, description } = openchsCase(claim, { ...rest, note: '' });
  for (const part of ['999000123', 'UCS', 'OP', '305', 'Approve code differs', '1250.00', claim.link])
    assert.ok(`${title}\n${description}`.includes(part), part);
  assert.ok(openchsCase(claim, { ...rest, note: 'ถาม สมมติ' }).description.endsWith('ถาม •••'));
});
