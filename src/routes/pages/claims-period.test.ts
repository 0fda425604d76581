import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tidyQuery } from './claims-period.js';

test('an address of the contract is left as it is', () => {
  for (const query of [{}, { fiscal_year: '2569', undated: 'with' }, { figure_key: '', from_figure: 'x' }])
    assert.equal(tidyQuery(query), null);
});

test('what is empty or stands several times is put in order', () => {
  assert.deepEqual(tidyQuery({ scheme: '', columns: ['day', 'hn'], drg: '1' }), {
    columns: 'day,hn',
    drg: '1',
  });
});

test('a period becomes the names of the contract', () => {
  assert.deepEqual(tidyQuery({ period: '2569' }), { fiscal_year: '2569' });
  assert.deepEqual(tidyQuery({ period: '2025-12', scheme: 'ucs' }), {
    scheme: 'ucs',
    from: '2025-12-01',
    to: '2026-01-01',
  });
  assert.deepEqual(tidyQuery({ period: 'undated', period_was: '2569', undated: 'with' }), {
    undated: 'only',
  });
  assert.deepEqual(tidyQuery({ period: '' }), {});
});

test('a new period takes the place of typed days, and days typed under the old one that of it', () => {
  const days = { from: '2026-01-05', to: '2026-01-09' };
  assert.deepEqual(tidyQuery({ period: '2569', period_was: 'days', ...days }), { fiscal_year: '2569' });
  assert.deepEqual(tidyQuery({ period: '2569', period_was: '2569', ...days }), days);
  assert.deepEqual(tidyQuery({ period: 'days', period_was: '2569', from: '2026-01-05', to: '' }), {
    from: '2026-01-05',
  });
});

test('claims without a date stay beside a period that was not changed', () => {
  const query = { period: '2569', period_was: '2569', undated: 'with', scheme: 'ofc' };
  assert.deepEqual(tidyQuery(query), { scheme: 'ofc', undated: 'with', fiscal_year: '2569' });
  assert.deepEqual(tidyQuery({ ...query, period: '2568' }), { scheme: 'ofc', fiscal_year: '2568' });
});
