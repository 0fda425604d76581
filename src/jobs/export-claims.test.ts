import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OrderedExport } from '../services/write-export.js';
import { exportKey } from './export-claims.js';

test('an order that was pressed twice is one, and one of another filter, reason or person is another', () => {
  const long = 'ก'.repeat(200);
  const order: OrderedExport = {
    ...{
      format: 'csv',
      filter: { fund: long, scheme: 'ucs' },
      withIdentity: true,
      reason: 'audit',
      userId: 1,
    },
  };
  assert.equal(exportKey(order), exportKey({ ...order, filter: { scheme: 'ucs', fund: long } }));
  assert.ok(exportKey(order).length <= 190);
  const others: readonly OrderedExport[] = [
    { ...order, filter: { fund: long, scheme: 'ofc' } },
    { ...order, reason: 'reconciliation' },
    { ...order, userId: 2 },
    { ...order, withIdentity: false },
    { ...order, format: 'xlsx' },
  ];
  assert.equal(new Set([order, ...others].map(exportKey)).size, others.length + 1);
});
