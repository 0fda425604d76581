import assert from 'node:assert/strict';
import test from 'node:test';
import { claimOfVisit, noteVisit, type VisitClaims } from './visit-claims.js';

const row = (hn: string | null, an: string | null, dateadm: string | null) => {
  const values: Readonly<Record<string, string | null>> = { hn, an, dateadm };
  return (name: string) => values[name] ?? null;
};

test('an item without TRAN_ID belongs to the one claim of its patient, admission and day', () => {
  const visits: VisitClaims = new Map();
  noteVisit(visits, row('0001', '68001', '2025-11-05 08:30:00'), '990001');
  noteVisit(visits, row('0001', '68001', '2025-11-05 08:30:00'), '990001');
  noteVisit(visits, row('0001', '68002', '2025-12-05 08:30:00'), '990002');
  noteVisit(visits, row('0002', null, '2025-11-05'), '990003');
  assert.equal(claimOfVisit(visits, row('0001', '68001', '2025-11-05')), '990001');
  assert.equal(claimOfVisit(visits, row('0002', null, '2025-11-05')), '990003');
  for (const other of [
    row('0001', '68001', '2025-11-06'),
    row('0001', null, '2025-11-05'),
    row(null, null, null),
  ])
    assert.equal(claimOfVisit(visits, other), null);
});

test('where two claims are about one visit, the item is given to neither', () => {
  const visits: VisitClaims = new Map();
  for (const tranId of ['990001', '990002', '990001'])
    noteVisit(visits, row('0001', null, '2025-11-05'), tranId);
  assert.equal(claimOfVisit(visits, row('0001', null, '2025-11-05')), null);
});
