import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { migrate } from '../db/migrate.js';
import { readMigrations } from '../db/migration-files.js';
import { sql } from '../db/sql.js';
import { claimSumsBy } from '../figures/claim-sums.js';
import { readFigureFilter } from '../figures/figure-filter.js';
import { databases } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { rollups } from './rollup-tables.js';
import { monthsWithSums, rollupDifferences } from './verified-rollups.js';

const now = new Date('2026-06-18T01:12:00Z');

describe('codes that an earlier version of the program stored as they were written', () => {
  for (const database of databases())
    test(`are one code in capitals, with sums to the satang (${database.name})`, async () => {
      const { db, close } = await database.fresh({ migrated: false });
      try {
        const files = readMigrations(db.dialect.migrations);
        // Of all others, for what writes the claims knows the columns that came after.
        const isOfCodes = (version: string) => version >= '0146' && version < '0151';
        await migrate(
          { db },
          files.filter(({ version }) => !isOfCodes(version)),
        );
        const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25681012_090000001.xls' });
        const claim = { fileId, day: '2025-10-05', claimed: '10.05', reimbursed: null };
        await insertClaim(db, { ...claim, tranId: '1', codes: ['C312'] });
        await insertClaim(db, { ...claim, tranId: '2', codes: ['c312', '305', 'C312', 'v1'] });
        await migrate({ db });
        assert.deepEqual(
          await db.query(
            sql`select tran_id, code, position_no from claim_error order by tran_id, position_no`,
          ),
          [
            { tran_id: '1', code: 'C312', position_no: 1 },
            { tran_id: '2', code: 'C312', position_no: 1 },
            { tran_id: '2', code: '305', position_no: 2 },
            { tran_id: '2', code: 'V1', position_no: 3 },
          ],
        );
        for (const month of await monthsWithSums(db))
          for (const rollup of rollups) assert.deepEqual(await rollupDifferences(db, rollup, month), []);
        // Whoever asks in small letters means the same.
        for (const code of ['c312', 'C312']) {
          const byCode = await claimSumsBy(db, readFigureFilter({ error_code: code }, now), 'scheme');
          assert.equal(byCode.get('ucs')?.claimed, '20.10', code);
        }
      } finally {
        await close();
      }
    });
});
