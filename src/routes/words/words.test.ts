import assert from 'node:assert/strict';
import { test } from 'node:test';
import { words } from './index.js';

const placesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('every text is there in both languages, and takes the same values in both', () => {
  for (const [key, { th, en }] of Object.entries(words)) {
    assert.ok(th.trim() !== '' && en.trim() !== '', key);
    assert.deepEqual(new Set(placesOf(th)), new Set(placesOf(en)), key);
  }
});

test('English texts have no Thai letters', () => {
  const thai = /[\u0e01-\u0e5b]/;
  const found = Object.entries(words).filter(([, { en }]) => thai.test(en));
  assert.deepEqual(
    found.map(([key]) => key),
    [],
  );
});
