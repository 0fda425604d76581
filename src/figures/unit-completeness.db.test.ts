import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Db } from '../db/db.js';
import { saveDownloadUnit } from '../store/download-units.js';
import { findUnitFiles } from '../store/unit-files.js';
import { databases } from '../testing/databases.js';
import { insertFile } from '../testing/sample-rows.js';
import { findListedDocuments } from './listed-documents.js';
import { findRepCompleteness } from './unit-completeness.js';

const unit = { type: 'rep', scheme: 'ucs', month: 1, yearBe: 2569 } as const;
const at = new Date('2026-02-01T00:00:00Z');

interface Listed {
  readonly name: string;
  readonly status?: string;
  readonly sha256?: string;
  readonly total: number;
  readonly passed: number;
}

async function list(db: Db, file: Listed): Promise<number> {
  const downloadId = await db.insert('downloads', {
    ...{ upstream: 'eclaim', type: 'rep', scheme: 'UCS', hospital_code: '99999', month: 1, year: 2569 },
    filename: file.name,
    status: file.status ?? 'success',
    sha256: file.sha256 ?? null,
    first_seen_at: at,
  });
  await db.insert('portal_reps', {
    ...{ hospital_code: '99999', scheme: 'UCS', month: 1, year: 2569, raw: '{}' },
    rep_no: `69010${downloadId}`,
    filename: file.name,
    download_id: downloadId,
    total: file.total,
    passed: file.passed,
    failed: file.total - file.passed,
    first_seen_at: at,
    last_seen_at: at,
  });
  return downloadId;
}

for (const database of databases())
  describe(`completeness (${database.name})`, () => {
    test('files are held against the list, and stored rows against its totals, by the bytes of each file', async () => {
      const fresh = await database.fresh();
      const { db } = fresh;
      try {
        const imported = (sha256: string, total: number, passed: number, columns = {}) =>
          insertFile(db, {
            filename: `eclaim_${sha256.slice(0, 2)}.xls`,
            columns: { sha256, stored_total: total, stored_passed: passed, controls_agree: true, ...columns },
          });
        await list(db, { name: 'agrees.xls', sha256: 'a1'.repeat(32), total: 10, passed: 8 });
        // Uploaded before it was downloaded: no download_id leads to it.
        await imported('a1'.repeat(32), 10, 8);
        await list(db, { name: 'short.xls', sha256: 'b2'.repeat(32), total: 20, passed: 18 });
        await imported('b2'.repeat(32), 19, 18);
        await list(db, { name: 'outcome.xls', sha256: 'c3'.repeat(32), total: 5, passed: 5 });
        await imported('c3'.repeat(32), 5, 4);
        await list(db, { name: 'only-stored.xls', sha256: 'd4'.repeat(32), total: 7, passed: 7 });
        await list(db, { name: 'taken-out.xls', sha256: 'e5'.repeat(32), total: 3, passed: 3 });
        await imported('e5'.repeat(32), 3, 3, { status: 'undone' });
        await list(db, { name: 'failed.xls', status: 'failed', total: 4, passed: 4 });
        await saveDownloadUnit(db, {
          ...{ ...unit, upstream: 'eclaim', state: 'incomplete', problem: 'truncated' },
          counts: { listed: 6, stored: 5 },
        });
        const cells = await findRepCompleteness(db, 2569);
        assert.equal(cells.length, 1);
        const { checkedAt, ...cell } = cells[0] ?? { checkedAt: null };
        assert.notEqual(checkedAt, null);
        assert.deepEqual(cell, {
          ...{ month: '2026-01', scheme: 'ucs', state: 'incomplete', problem: 'truncated' },
          ...{ listed: 6, stored: 5, rows: 34, expectedRows: 49, notImported: 2, disagreeing: 2 },
          ...{ tries: 1, nextTryAt: null },
        });
        const files = await findUnitFiles(db, unit);
        assert.deepEqual(
          files.map(({ filename, status, importStatus, storedTotal }) => [
            filename,
            status,
            importStatus,
            storedTotal,
          ]),
          [
            ['agrees.xls', 'success', 'completed', 10],
            ['failed.xls', 'failed', null, null],
            ['only-stored.xls', 'success', null, null],
            ['outcome.xls', 'success', 'completed', 5],
            ['short.xls', 'success', 'completed', 19],
            ['taken-out.xls', 'success', 'undone', 3],
          ],
        );
        assert.equal((await findListedDocuments(db, unit)).length, 6);
        assert.deepEqual(await findRepCompleteness(db, 2568), []);
      } finally {
        await fresh.close();
      }
    });
  });
