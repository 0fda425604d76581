import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneNumber } from './phone.js';

test('a telephone number is kept as E.164', () => {
  const written = {
    '081-234-5678': '+66812345678',
    '0812345678': '+66812345678',
    '(02) 123 4567': '+6621234567',
    '๐๘๑-๒๓๔-๕๖๗๘': '+66812345678',
    '+66 81 234 5678': '+66812345678',
    '66812345678': '+66812345678',
    '0066812345678': '+66812345678',
    '+254700123456': '+254700123456',
    '254700123456': '+254700123456',
  };
  for (const [text, number] of Object.entries(written)) assert.equal(phoneNumber(text), number, text);
});

test('what cannot be called is no number', () => {
  for (const text of ['', 'ไม่มี', '1669', '081-234', '+0812345678', '+1234567890123456', '081-234-5678 ต่อ 2'])
    assert.equal(phoneNumber(text), null, text);
});
