import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import type { JobWatch } from '../domain/job.js';
import { listExports } from '../store/exports.js';
import { eachDatabase } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { temporaryFolder } from '../testing/test-server.js';
import { type OrderedExport, writeExport } from './write-export.js';

const watch: JobWatch = {
  signal: new AbortController().signal,
  finishedUnits: new Set(),
  progress: () => undefined,
  unitDone: () => undefined,
  say: () => undefined,
};

eachDatabase('an export that is written later than it was ordered', (database) => {
  const { folder, remove } = temporaryFolder('ordered-export');
  after(remove);

  test('has the claims that waited so long on the day of the order, as of when the data came in', async () => {
    const { db } = database;
    const completedAt = new Date('2026-06-17T23:14:00Z');
    const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25690612_090000001.xls', completedAt });
    for (const [tranId, day] of [
      ['young', '2026-06-01'],
      ['old', '2026-04-01'],
    ] as const)
      await insertClaim(db, {
        ...{ tranId, fileId, day, claimed: '10.00', reimbursed: '9.00' },
        columns: { file_date: day, recon_state: 'waiting_stm' },
      });
    const order: OrderedExport = {
      ...{ format: 'json', filter: { waiting_stm: '0-30' }, withIdentity: false, reason: null, userId: null },
    };
    const write = async (orderedOn: string | undefined, jobId: number) => {
      const parts = { db, exportDir: folder, now: () => new Date('2026-08-20T01:00:00Z') };
      await writeExport(parts, { ...order, orderedOn }, watch, jobId);
      const [written] = await listExports(db, { limit: 1, before: null });
      return JSON.parse(readFileSync(path.join(folder, written?.key ?? '', written?.filename ?? ''), 'utf8'));
    };
    const document = await write('2026-06-18', 1);
    const ids = (rows: readonly { readonly tran_id: string }[]) => rows.map(({ tran_id }) => tran_id);
    assert.deepEqual(ids(document.rows), ['young']);
    assert.equal(Date.parse(document.as_of), completedAt.getTime());
    // Orders of before their day was kept are read by the day they are carried out.
    assert.deepEqual(ids((await write(undefined, 2)).rows), []);
  });
});
