import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from '../db/sql.js';
import { createBus } from '../events/bus.js';
import type { FaultKind } from '../practice/portal/fault-board.js';
import { linkShapes } from '../practice/portal/switches.js';
import { createPracticeServer, type PracticeServer } from '../practice/practice-server.js';
import { eachDatabase } from '../testing/databases.js';
import { fastSettings } from '../testing/portal/fast-settings.js';
import { keepingWatch } from '../testing/portal/job-watch.js';
import { ownAccount } from '../testing/portal/own-account.js';
import { keepingLog } from '../testing/portal/quiet-log.js';
import { downloadRepFiles } from './download-rep-files.js';
import { fetchSmtBudget } from './fetch-smt-budget.js';

/** Faults that spoil one file of the first run; none may leave a wrong file or row behind. */
const faults: readonly FaultKind[] = [
  'broken_inside',
  'tiny',
  'empty',
  'page_as_excel',
  'half_with_length',
  'cut_off',
];

eachDatabase('a month of the practice NHSO', (database) => {
  let practice: PracticeServer;
  let folder: string;

  before(async () => {
    practice = await createPracticeServer({ today: '2026-01-20' });
    folder = await mkdtemp(join(tmpdir(), 'month-'));
  });
  after(async () => {
    await practice.close();
    await rm(folder, { recursive: true });
  });

  const settings = () => ({ ...fastSettings(practice.url), retryDelaysMs: [] });
  const listed = () => practice.calendar.listing('2026-01', 'ucs');
  const run = async () => {
    const watch = keepingWatch();
    const parts = {
      db: database.db,
      log: keepingLog(),
      bus: createBus(),
      settings: settings(),
      ...ownAccount('practice', 'practice'),
      downloadDir: folder,
      importFile: null,
    };
    await downloadRepFiles(
      parts,
      { from: '2569-01', to: '2569-01', schemes: ['ucs'], importFiles: true },
      watch,
    );
    const [unit] = watch.units;
    assert.ok(unit);
    return { ...unit, codes: unit.problems.map(({ code }) => code) };
  };

  test('faults spoil single files, links of all shapes are followed, and the run after them is complete', async () => {
    for (const [after, kind] of faults.entries())
      practice.faults.add({ call: 'rep_file', kind, after, times: 1 });
    practice.setSwitches({
      links: linkShapes.filter((shape) => shape !== 'foreign_host' && shape !== 'no_link'),
    });
    const first = await run();
    const files = listed().length;
    assert.ok(files > faults.length, 'the month has more files than faults');
    assert.equal(first.listed, files);
    assert.equal(first.state, 'incomplete');
    assert.equal(first.downloaded + first.failed, files);
    assert.deepEqual(
      new Set(first.codes),
      new Set(['damaged', 'not_a_workbook', 'truncated']),
      'an empty file and a sign-in page were asked for again at once',
    );
    practice.faults.clear();
    const second = await run();
    assert.deepEqual([second.state, second.codes], ['complete', []]);
    assert.deepEqual([second.downloaded, second.already], [first.failed, first.downloaded]);
    const stored = (await readdir(join(folder, 'ucs/2569-01'))).sort();
    assert.deepEqual(
      stored,
      listed()
        .map((rep) => rep.name)
        .sort(),
    );
    const rows = await database.db.first<{ files: number }>(
      sql`select count(*) as files from downloads where status = 'success' and scheme = 'UCS'`,
    );
    assert.equal(Number(rows?.files), files);
    const totals = await database.db.first<{ total: number; failed: number }>(
      sql`select sum(total) as total, sum(failed) as failed from portal_reps`,
    );
    const sum = (name: 'total' | 'failed') => listed().reduce((all, rep) => all + rep.listed[name], 0);
    assert.deepEqual([Number(totals?.total), Number(totals?.failed)], [sum('total'), sum('failed')]);
  });

  test('the year of SMT comes whole, and the second answer changes what it changes', async () => {
    const fetchYear = async () => {
      const watch = keepingWatch();
      const parts = { db: database.db, log: keepingLog(), settings: settings(), downloadDir: folder };
      await fetchSmtBudget(parts, { fiscalYear: 2569 }, watch);
      return watch.units[0];
    };
    const rows = () =>
      database.db.query<object>(
        sql`select record_key, occurrence, amount, gone_at from smt_budget_transfers order by id`,
      );
    const first = await fetchYear();
    assert.ok(first && first.listed > 10);
    assert.deepEqual([first.state, first.problems, first.failed], ['complete', [], 0]);
    const before = await rows();
    assert.equal(before.length, first.listed);
    assert.deepEqual((await fetchYear())?.already, first.listed);
    assert.deepEqual(await rows(), before);
    practice.setSwitches({ smtChanged: true });
    const changed = await fetchYear();
    assert.equal(changed?.downloaded, 2);
    const gone = await database.db.query<object>(
      sql`select id from smt_budget_transfers where gone_at is not null`,
    );
    assert.equal(gone.length, 1);
  });
});
