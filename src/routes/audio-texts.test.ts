import assert from 'node:assert/strict';
import { test } from 'node:test';
import { riskText } from './audio-texts.js';
import { translator } from './words/index.js';

test('a level of risk is told in words of ours; one that we do not know in its own', () => {
  const thai = translator('th', true);
  assert.deepEqual(
    ['low', 'Medium', ' HIGH', 'critical', 'P1 urgent'].map((level) => riskText(level, thai)),
    ['ต่ำ', 'ปานกลาง', 'สูง', 'วิกฤต', 'P1 urgent'],
  );
});
