import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { sql } from '../db/sql.js';
import { AppError } from '../domain/errors.js';
import { monthKey } from '../domain/month-range.js';
import { createBus } from '../events/bus.js';
import { findStatementCompleteness } from '../figures/unit-completeness.js';
import { createPracticeServer, type PracticeServer } from '../practice/practice-server.js';
import { eachDatabase, type GivenDatabase } from '../testing/databases.js';
import { fastSettings } from '../testing/portal/fast-settings.js';
import { importedResult } from '../testing/portal/imported-result.js';
import { keepingWatch } from '../testing/portal/job-watch.js';
import { ownAccount } from '../testing/portal/own-account.js';
import { keepingLog } from '../testing/portal/quiet-log.js';
import type { DownloadParts, FileToImport } from './download-run.js';
import { downloadStatements } from './download-statements.js';

const names = ['STM_99999_IPUCS256811_01.xls', 'STM_99999_OPUCS256811_01.xls'];
const unitFolder = 'stm/ucs/2568-11';

eachDatabase('download of statements', (database: GivenDatabase) => {
  let practice: PracticeServer;
  let folder: string;
  let parts: DownloadParts;
  let imported: FileToImport[];

  before(async () => {
    practice = await createPracticeServer({ today: '2026-01-20' });
  });
  after(() => practice.close());
  beforeEach(async () => {
    practice.reset();
    folder = await mkdtemp(join(tmpdir(), 'statements-'));
    imported = [];
    await database.db.execute(sql`delete from downloads`);
    await database.db.execute(sql`delete from download_units`);
    await database.db.execute(sql`delete from upstream_sessions`);
    parts = {
      db: database.db,
      log: keepingLog(),
      bus: createBus(),
      settings: fastSettings(practice.url),
      ...ownAccount('practice', 'practice'),
      downloadDir: folder,
      importFile: async (file) => {
        imported.push(file);
        return importedResult(file.name, 'completed');
      },
    };
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function run(month = 11, change: Partial<DownloadParts> = {}, watch = keepingWatch()) {
    const only = monthKey({ month, yearBe: month > 9 ? 2568 : 2569 });
    await downloadStatements({ ...parts, ...change }, { from: only, to: only, importFiles: true }, watch);
    const [unit] = watch.units;
    assert.ok(unit);
    return unit;
  }
  const grid = () =>
    database.db.first<object>(
      sql`select type, scheme, month, year, state, listed, stored, problem from download_units where type = 'stm'`,
    );
  const fileRequests = () => practice.requests().filter(({ call }) => call === 'stm_file').length;

  test('a month comes once, inpatients and outpatients, and is imported under its names', async () => {
    const unit = await run();
    assert.deepEqual(unit, {
      unit: 'stm/ucs/2568-11',
      state: 'complete',
      listed: 2,
      downloaded: 2,
      already: 0,
      failed: 0,
      imported: 2,
      problems: [],
    });
    assert.deepEqual((await readdir(join(folder, unitFolder))).sort(), names);
    assert.deepEqual(imported.map((file) => file.name).sort(), names);
    assert.deepEqual(await grid(), {
      type: 'stm',
      scheme: 'UCS',
      month: 11,
      year: 2568,
      state: 'complete',
      listed: 2,
      stored: 2,
      problem: null,
    });
    const [cell] = await findStatementCompleteness(database.db, 2569);
    assert.deepEqual(
      [cell?.month, cell?.scheme, cell?.state, cell?.stored],
      ['2025-11', 'ucs', 'complete', 2],
    );
    const again = await run();
    assert.deepEqual([again.state, again.downloaded, again.already], ['complete', 0, 2]);
    assert.equal(fileRequests(), 2);
    const rows = await database.db.query<{ document_no: string }>(
      sql`select document_no from downloads where type = 'stm' and status = 'success' order by document_no`,
    );
    assert.deepEqual(
      rows.map((row) => row.document_no),
      names.map((name) => name.slice(4, -4)),
    );
  });

  test('a month without statements is empty, and asked again', async () => {
    assert.equal((await run(1)).state, 'empty');
    assert.equal((await run(1)).state, 'empty');
  });

  test('a statement with another date of issue is fetched again, and what came before is kept', async () => {
    await run();
    const [name = ''] = names;
    const earlier = 'an earlier edition';
    await writeFile(join(folder, unitFolder, name), earlier);
    await database.db.execute(
      sql`update downloads set request = ${JSON.stringify({ dates: ['01/12/2568'] })} where filename = ${name}`,
    );
    const unit = await run();
    assert.deepEqual([unit.state, unit.downloaded, unit.already], ['complete', 1, 1]);
    const files = (await readdir(join(folder, unitFolder))).filter((one) =>
      one.startsWith(name.slice(0, -4)),
    );
    assert.equal(files.length, 2);
    assert.equal((await run()).downloaded, 0);
  });

  test('one statement that does not come leaves the other, and comes at the next run', async () => {
    const tries = 1 + parts.settings.retryDelaysMs.length;
    practice.faults.add({ call: 'stm_file', kind: 'broken_inside', times: tries });
    const first = await run();
    assert.deepEqual([first.state, first.downloaded, first.failed], ['incomplete', 1, 1]);
    assert.equal(first.problems[0]?.code, 'damaged');
    const second = await run();
    assert.deepEqual([second.state, second.downloaded, second.already], ['complete', 1, 1]);
  });

  test('without the right to statements the unit fails by that name, and no file is asked for', async () => {
    const unit = await run(11, { accounts: [{ username: 'noright', password: 'practice' }] });
    assert.deepEqual([unit.state, unit.problems[0]?.code], ['failed', 'no_right']);
    assert.match(unit.problems[0]?.message.en ?? '', /STM UCS/);
    assert.equal(fileRequests(), 0);
  });

  test('where NHSO asks for its single sign-on the unit waits for a person', async () => {
    practice.faults.add({ call: 'stm_list', kind: 'sso_notice', times: 'always' });
    const watch = keepingWatch();
    await assert.rejects(
      run(11, {}, watch),
      (error: unknown) => error instanceof AppError && error.code === 'sso_notice',
    );
    assert.equal(watch.units[0]?.state, 'waiting_person');
  });

  test('a list without its table is a failure and no empty month', async () => {
    practice.faults.add({ call: 'stm_list', kind: 'no_table', times: 'always' });
    const unit = await run();
    assert.deepEqual([unit.state, unit.problems[0]?.code], ['failed', 'no_listing_table']);
  });
});
