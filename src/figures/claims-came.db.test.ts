import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../domain/errors.js';
import { eachDatabase } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { listClaims } from './claim-list.js';
import { type ClaimListFilter, claimListQuery, readClaimListFilter } from './claim-list-filter.js';
import { newestFirst } from './claim-order.js';
import { claimTotalsOf } from './claim-totals.js';
import { claimsCameSince, withFilesNamed } from './claims-came.js';

const now = new Date('2026-06-18T01:12:00Z');
const since = '2026-06-17T08:00';

eachDatabase('claims by the files imported since a moment', (database) => {
  const file = (name: string, completedAt: string, status = 'completed') =>
    insertFile(database.db, { filename: name, completedAt: new Date(completedAt), status });
  const claim = (tranId: string, fileId: number, more: object) =>
    insertClaim(database.db, {
      tranId,
      fileId,
      day: '2026-06-01',
      claimed: '10.10',
      reimbursed: '0.00',
      ...more,
    });
  const listed = async (filter: ClaimListFilter) => {
    const { rows } = await listClaims(database.db, filter, { order: newestFirst, cursor: null, limit: 500 });
    return rows.map(({ tran_id }) => tran_id).sort();
  };
  const asked = (query: Record<string, string>) => readClaimListFilter(query, now);

  test('a file counts from its minute on, by clocks in Thailand, if its rows are stored', async () => {
    const before = await file('a.xls', '2026-06-17T00:59:59Z');
    const first = await file('ab.xls', '2026-06-17T01:00:00Z');
    const later = await file('abc.xls', '2026-06-18T01:00:00Z', 'completed_with_problems');
    const undone = await file('abcd.xls', '2026-06-18T01:01:00Z', 'undone');
    await claim('1', before, { codes: ['C312'] });
    await claim('2', first, { codes: ['C312'] });
    await claim('3', later, { codes: ['C305'], day: null });
    await claim('4', later, { firstDenied: true, reimbursed: '9.05' });
    await claim('5', later, { reimbursed: '9.05' });
    await claim('6', before, { firstDenied: true, reimbursed: '9.05' });
    await claim('7', undone, { codes: ['C312'] });
    assert.deepEqual(await listed(asked({ imported_since: since })), ['2', '3', '4', '5']);
    assert.deepEqual(await listed(asked({ imported_since: '2026-06-18' })), ['3', '4', '5']);
    assert.deepEqual(await claimsCameSince(database.db, since), {
      ...{ denied: 2, deniedClaimed: '20.20', recovered: 1, recoveredReimbursed: '9.05' },
    });
    const none = await claimsCameSince(database.db, '2026-06-18T08:01');
    assert.deepEqual([none.denied, none.deniedClaimed], [0, '0.00']);
  });

  test('many files are the same claims as few that are named', async () => {
    const { db } = database;
    const filter = asked({ imported_since: since, status: 'denied' });
    const named = await withFilesNamed(db, filter);
    assert.equal(named.cameBy?.length, 2);
    for (let index = 0; index < 200; index += 1) {
      const fileId = await file(`${'x'.repeat(index + 5)}.xls`, '2026-06-18T01:05:00Z');
      if (index % 50 === 0) await claim(`9${index}`, fileId, { codes: ['C312'] });
    }
    const many = await withFilesNamed(db, filter);
    assert.equal(many.cameBy, null);
    const wanted = ['2', '3', '90', '9100', '9150', '950'];
    assert.deepEqual(await listed(many), wanted);
    for (const sort of ['claimed', 'day', 'tran_id'] as const) {
      const question = { order: { sort, falling: true }, cursor: null, limit: 4 } as const;
      const { rows, next } = await listClaims(db, many, question);
      assert.deepEqual([rows.length, next === null], [4, false], sort);
    }
    assert.equal((await claimTotalsOf(db, many)).claims, wanted.length);
    assert.deepEqual(await listed(asked({ ...claimListQuery(many), scheme: 'ucs' })), wanted);
  });

  test('what is no day of our years is refused', () => {
    for (const wrong of ['2569-06-17', '2026-02-31', '2026-06-17T25:00', '17/06/2026', 'yesterday'])
      assert.throws(() => asked({ imported_since: wrong }), AppError, wrong);
    assert.equal(asked({ imported_since: '' }).importedSince, null);
  });
});
