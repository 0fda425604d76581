import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { claimsOfPatient, totalsOfPatient } from './claim-numbers.js';
import type { ClaimCursor } from './claim-order.js';

eachDatabase('claims of one person', (database) => {
  test('come page by page whichever number they have, each once, with the totals of all', async () => {
    const { db } = database;
    const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25681101_090000001.xls' });
    const add = (tranId: string, columns: Readonly<Record<string, string>>) =>
      insertClaim(db, {
        ...{ tranId, fileId, day: '2025-10-03', claimed: '2.50', reimbursed: '1.25', columns },
      });
    await add('1', { hn: '0990000000001', an: '0990000000001' });
    await add('2', { hn: 'a', pid: '0990000000001' });
    await add('3', { hn: 'b', an: '0990000000001' });
    await add('4', { hn: 'c' });
    await add('5', { hn: '0990000000001', pid: '0990000000001' });
    const walk = async (byCitizenId: boolean) => {
      const patient = { number: '0990000000001', byCitizenId };
      const found: string[][] = [];
      let cursor: ClaimCursor | null = null;
      for (let more = true; more && found.length < 9; ) {
        const page = await claimsOfPatient(db, patient, { cursor, limit: 2 });
        found.push(page.rows.map(({ tran_id }) => tran_id));
        cursor = page.next;
        more = cursor !== null;
      }
      return { found, totals: await totalsOfPatient(db, patient) };
    };
    const all = await walk(true);
    assert.deepEqual(all.found, [
      ['5', '3'],
      ['2', '1'],
    ]);
    assert.deepEqual(
      [all.totals.claims, all.totals.claimed, all.totals.reimbursed, all.totals.loss],
      [4, '10.00', '5.00', '5.00'],
    );
    const open = await walk(false);
    assert.deepEqual([open.found, open.totals.claims], [[['5', '3'], ['1']], 3]);
  });
});
