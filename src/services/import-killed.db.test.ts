import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { DbSettings } from '../db/db.js';
import { openDb } from '../db/index.js';
import { sql } from '../db/sql.js';
import { databases } from '../testing/databases.js';
import type { ImportChildTask } from '../testing/import-child-task.js';
import { importRoom } from '../testing/import-parts.js';
import { repTestWorkbook, ucsRow } from '../testing/rep-workbook.js';

const rows = 1800;
const child = fileURLToPath(new URL('../testing/import-child.js', import.meta.url));

/** Runs an import in its own process and kills it with -9 after so many batches; null lets it finish. */
function importInChild(task: ImportChildTask, killAfter: number | null): Promise<string> {
  return new Promise((resolve, reject) => {
    const process_ = spawn(process.execPath, [child, JSON.stringify(task)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let failed = '';
    const killIfDue = () => {
      if (killAfter !== null && said.split('rows\n').length - 1 >= killAfter) process_.kill('SIGKILL');
    };
    process_.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      killIfDue();
    });
    process_.stderr.on('data', (text: Buffer) => {
      failed += text.toString();
    });
    process_.on('error', reject);
    process_.on('exit', () => {
      if (killAfter === null && said === '') reject(new Error(failed));
      else resolve(said.trim().split('\n').at(-1) ?? '');
    });
    if (killAfter === 0) setTimeout(() => process_.kill('SIGKILL'), 150);
  });
}

async function counts(settings: DbSettings) {
  const db = await openDb(settings);
  try {
    const row = await db.first<{ claims: number; current: number; files: number; attempts: number }>(sql`
      select (select count(*) from claim_rep_opip_nhso_item) as claims,
        (select count(*) from claim_current) as current,
        (select count(*) from eclaim_imported_files) as files,
        (select count(*) from file_imports) as attempts`);
    return { ...row };
  } finally {
    await db.close();
  }
}

describe('an import whose process is killed', () => {
  const room = importRoom();
  after(() => room.remove());
  const file = room.put(
    'eclaim_99999_OP_25690105_201501885.xls',
    repTestWorkbook({
      form: 'ucs',
      rows: Array.from({ length: rows }, (_, index) =>
        ucsRow(String(990000 + index), { rep_no: '690190001' }),
      ),
    }),
  );

  for (const database of databases()) {
    test(`${database.name}: the file is wholly out, and the next run brings it wholly in`, async () => {
      const fresh = await database.fresh();
      const { settings } = fresh;
      // A process of its own opens the embedded database; here nobody may hold it.
      if (database.name === 'embedded') await fresh.db.close();
      const task = { file, settings, downloadDir: path.join(room.folder, database.name) };
      try {
        for (const batches of [1, 3]) {
          const last = await importInChild(task, batches);
          const now = await counts(settings);
          const isIn = now.files === 1;
          assert.deepEqual(
            now,
            isIn
              ? { claims: rows, current: rows, files: 1, attempts: now.attempts }
              : { claims: 0, current: 0, files: 0, attempts: 0 },
            `after ${batches} batches (${last})`,
          );
        }
        const status = await importInChild(task, null);
        assert.ok(['completed', 'unchanged'].includes(status), status);
        const end = await counts(settings);
        assert.deepEqual([end.claims, end.current, end.files], [rows, rows, 1]);
        assert.equal(await importInChild(task, null), 'unchanged');
      } finally {
        await fresh.close();
      }
    });
  }
});
