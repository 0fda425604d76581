import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Db } from '../db/db.js';
import { migrate } from '../db/migrate.js';
import { readMigrations } from '../db/migration-files.js';
import { raw, sql } from '../db/sql.js';
import { databases } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { claimTable, type ItemKind } from './claims.js';
import { rollups } from './rollup-tables.js';
import { paymentDifferences } from './verified-payments.js';
import { postingDifferences } from './verified-postings.js';
import { countSums, monthsWithSums, rollupDifferences } from './verified-rollups.js';

async function differing(db: Db): Promise<number> {
  let found = 0;
  for (const month of await monthsWithSums(db))
    for (const rollup of rollups) found += (await rollupDifferences(db, rollup, month)).length;
  return found;
}

/** Rows as the claims' own, with what they are paid for. */
async function insertDetails(db: Db): Promise<void> {
  const rows = await db.query<{ item_kind: ItemKind; item_id: number; file_id: number; tran_id: string }>(
    sql`select item_kind, item_id, file_id, tran_id from claim_current`,
  );
  for (const { item_kind: kind, item_id: id, ...row } of rows)
    await db.insert(claimTable(kind), {
      ...{ id, ...row, hospital_code: '99999', sheet_name: 'Detail', row_no: id, row_hash: '' },
      ...{ layout_id: 'x', scheme: 'UCS', file_type: 'OP', kind: 'OP', row_role: 'reported' },
      ...{ version_key: '', version_no: 1, is_current: true, extra: '{}', status: 'passed' },
      ...(kind === 'orf' ? { respon_cup: 0, cr_ontop: -1.25 } : { ophc: 12.5, pp_amt: 0.25 }),
    });
}

async function paidFor(db: Db): Promise<string[]> {
  const rows = await db.query<{ payment_column: string; is_first: boolean; n: number; amount: string }>(sql`
    select payment_column, is_first, sum(claims) as n, sum(amount) as amount from claim_payment_sums
    group by payment_column, is_first order by payment_column`);
  return rows.map(({ payment_column: name, is_first, n, amount }) => `${name} ${is_first} ${n} ${amount}`);
}

async function insertClaims(db: Db): Promise<void> {
  const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25681012_090000001.xls' });
  const claim = { fileId, day: '2025-10-05', claimed: '100.10', reimbursed: '80.05' };
  await insertClaim(db, {
    ...{ ...claim, tranId: '1', fund: 'กองทุน ก', serviceType: 'OPAE', drg: '04510' },
    columns: { late_percent: '92.5', hmain: '99002', hcode: '99004' },
  });
  await insertClaim(db, { ...claim, tranId: '2', codes: ['C312', '305'], reimbursed: null });
  await insertClaim(db, {
    ...claim,
    tranId: '3',
    day: null,
    kind: 'ORF',
    firstDenied: true,
    columns: { href: '99002' },
  });
  await insertClaim(db, {
    ...claim,
    tranId: '4',
    hospital: '99998',
    claimed: '-0.01',
    kind: 'IP',
    columns: { discharge_day: '2025-10-07' },
  });
}

describe('sums of claims that an earlier version of the program stored', () => {
  for (const database of databases())
    test(`are filled by the migration, also where it was cut off (${database.name})`, async () => {
      const { db, close } = await database.fresh({ migrated: false });
      try {
        const files = readMigrations(db.dialect.migrations);
        await migrate(
          { db },
          files.filter(({ version }) => !/-(filled|emptied)$/.test(version)),
        );
        await insertClaims(db);
        await insertDetails(db);
        for (const table of [...rollups.map((one) => one.table), 'claim_postings'])
          await db.execute(sql`delete from ${raw(table)}`);
        assert.equal((await postingDifferences(db)).length, 2);
        assert.equal(await differing(db), 4 + 4 + 2 + 4 + 1 + 7);
        assert.equal((await paymentDifferences(db)).length, 3 * 2 + 2);
        await migrate({ db });
        assert.deepEqual(await paymentDifferences(db), []);
        assert.deepEqual(await paidFor(db), [
          'cr_ontop true 1 -1.25',
          'ophc true 3 37.50',
          'pp_amt false 3 0.75',
        ]);
        assert.equal(await differing(db), 0);
        assert.deepEqual(await postingDifferences(db), []);
        if (!db.dialect.migrations.startsWith('mysql')) return;
        // MySQL kept the rows, and the process was killed before it noted that they are there.
        await db.execute(
          sql`update schema_migrations set duration_ms = -1 where version like '%-filled' or version like '%-emptied'`,
        );
        await migrate({ db });
        assert.equal(await differing(db), 0);
        assert.deepEqual(await paymentDifferences(db), []);
        assert.deepEqual(await postingDifferences(db), []);
      } finally {
        await close();
      }
    });

  test('a difference names the group and each measure', async () => {
    const { db, close } = await (databases()[0] ?? assert.fail()).fresh();
    try {
      await insertClaims(db);
      await db.execute(sql`update claim_error_sums set claimed = claimed + 0.01, claims = claims + 1
        where code = '305'`);
      const byCode = rollups.find(({ table }) => table === 'claim_error_sums');
      assert.ok(byCode);
      const [found, ...others] = await rollupDifferences(db, byCode, '2025-10');
      assert.deepEqual(others, []);
      assert.equal(found?.group.code, '305');
      assert.deepEqual(found?.measures, [
        { name: 'claims', expected: '1', found: '2' },
        { name: 'claimed', expected: '100.10', found: '100.11' },
      ]);
      assert.equal(await countSums(db, byCode, '2025-10'), 2);
    } finally {
      await close();
    }
  });
});
