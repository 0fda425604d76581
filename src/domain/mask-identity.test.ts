import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { maskName, maskPid, maskUnknown } from './mask-identity.js';

describe('masked identity', () => {
  test('a name keeps two letters of each word with their tone marks, never its length', () => {
    assert.equal(maskName('ทดสอบ สมมุติ'), 'ทด••• สม•••');
    assert.equal(maskName('น้ำ  ใจ'), 'น้ำ••• ใจ•••');
    assert.equal(maskName('ก'), 'ก•••');
  });

  test('a citizen id keeps its first digit and its last three', () => {
    assert.equal(maskPid('9900000000921'), '9•••••••••921');
    assert.equal(maskPid('G12345'), '•••');
  });

  test('a value of an unknown column is shown only where it cannot be a name or a citizen id', () => {
    assert.equal(maskUnknown('1,250.00'), '1,250.00');
    for (const hidden of ['05/11/2568', '0812345678', '021234567', '2025-11-05'])
      assert.equal(maskUnknown(hidden), '•••');
    assert.equal(maskUnknown('Y'), 'Y');
    assert.equal(maskUnknown('9900000000921'), '•••');
    assert.equal(maskUnknown('ทดสอบ สมมุติ'), '•••');
  });
});
