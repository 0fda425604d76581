import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { sql } from '../db/sql.js';
import { monthKey } from '../domain/month-range.js';
import { createBus } from '../events/bus.js';
import type { Fault } from '../practice/portal/fault-board.js';
import { createPracticeServer, type PracticeServer } from '../practice/practice-server.js';
import { repWorkbookBytes } from '../practice/rep/rep-workbook.js';
import { eachDatabase } from '../testing/databases.js';
import { fastSettings, shortLimits } from '../testing/portal/fast-settings.js';
import { importedResult } from '../testing/portal/imported-result.js';
import { keepingWatch } from '../testing/portal/job-watch.js';
import { ownAccount } from '../testing/portal/own-account.js';
import { keepingLog } from '../testing/portal/quiet-log.js';
import type { UpstreamSettings } from '../upstreams/index.js';
import { downloadRepFiles } from './download-rep-files.js';
import type { DownloadParts } from './download-run.js';

const plainMonth = '2026-01';

eachDatabase('a bad day at NHSO', (database) => {
  let practice: PracticeServer;
  let folder: string;

  before(async () => {
    practice = await createPracticeServer({ today: '2026-01-20' });
  });
  after(() => practice.close());
  beforeEach(async () => {
    practice.reset();
    await database.db.execute(sql`delete from portal_reps`);
    await database.db.execute(sql`delete from downloads`);
    await database.db.execute(sql`delete from download_units`);
    await database.db.execute(sql`delete from upstream_sessions`);
    folder = await mkdtemp(join(tmpdir(), 'bad-day-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const listed = (month: string, reissued = false) => practice.calendar.listing(month, 'ucs', reissued);
  const calls = (name: string) => practice.requests().filter(({ call }) => call === name);
  const unitFolder = (month: string) => {
    const [year = '', number = ''] = month.split('-');
    return join(folder, 'ucs', `${Number(year) + 543}-${number}`);
  };
  const spoil = (fault: Omit<Fault, 'call'>) => practice.faults.add({ call: 'rep_file', ...fault });

  async function run(
    month = plainMonth,
    settings: Partial<UpstreamSettings> = {},
    change: Partial<DownloadParts> = {},
  ) {
    const watch = keepingWatch();
    const parts: DownloadParts = {
      db: database.db,
      log: keepingLog(),
      bus: createBus(),
      settings: { ...fastSettings(practice.url), ...settings },
      ...ownAccount('practice', 'practice'),
      downloadDir: folder,
      importFile: null,
      ...change,
    };
    const [year = '', number = ''] = month.split('-');
    const only = monthKey({ month: Number(number), yearBe: Number(year) + 543 });
    const asked = { from: only, to: only, schemes: ['ucs'] } as const;
    await downloadRepFiles(parts, { ...asked, importFiles: parts.importFile !== null }, watch);
    const [unit] = watch.units;
    assert.ok(unit);
    return { ...unit, codes: unit.problems.map(({ code }) => code), said: watch.said };
  }

  /** Every listed file lies on the disk as NHSO has it, once, and its row says so. */
  async function allThere(month = plainMonth) {
    const files = listed(month);
    const stored = await readdir(unitFolder(month));
    assert.deepEqual(stored.sort(), files.map(({ name }) => name).sort());
    const rows = await database.db.query<{ filename: string; status: string; sha256: string }>(
      sql`select filename, status, sha256 from downloads`,
    );
    assert.equal(rows.length, files.length);
    const shaOf = new Map(rows.map((row) => [row.filename, row]));
    for (const { name, file } of files) {
      const bytes = repWorkbookBytes(file);
      assert.ok(bytes.equals(await readFile(join(unitFolder(month), name))), name);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      assert.deepEqual(shaOf.get(name), { filename: name, status: 'success', sha256 });
    }
  }

  test('a session that ends twice in the middle of 400 files: two more sign-ins, two more requests, all files', async () => {
    const month = practice.marks.busyMonth;
    assert.equal(listed(month).length, 400);
    spoil({ kind: 'session_over', after: 150 });
    spoil({ kind: 'session_over_error_page', after: 300 });
    const unit = await run(month);
    assert.deepEqual([unit.state, unit.downloaded, unit.codes], ['complete', 400, []]);
    assert.equal(calls('login').length, 3);
    assert.equal(calls('rep_file').length, 402);
    await allThere(month);
  });

  test('every third download is cut off: each is asked for once more and comes', async () => {
    spoil({ kind: 'cut_off', times: 'always', every: 3 });
    const unit = await run();
    assert.deepEqual([unit.state, unit.codes], ['complete', []]);
    const files = listed(plainMonth).length;
    const cut = practice.faults.all()[0]?.spoilt ?? 0;
    assert.ok(cut > 2, 'several were cut off');
    assert.equal(calls('rep_file').length, files + cut);
    await allThere();
  });

  test('503 with Retry-After: nothing is asked before the time that NHSO named', async () => {
    spoil({ kind: 'unavailable', after: 2, ms: 1000 });
    const unit = await run();
    assert.equal(unit.state, 'complete');
    const asked = calls('rep_file');
    const refused = asked.findIndex(({ status }) => status === 503);
    const waited = asked[refused + 1]?.sinceLastAnswerMs ?? 0;
    assert.ok(waited >= 950, `asked again after ${waited} ms`);
    assert.equal(asked.length, listed(plainMonth).length + 1);
    assert.equal(calls('login').length, 1);
    await allThere();
  });

  test('the sign-in page with status 200 in place of a file: one more sign-in, and the file comes', async () => {
    spoil({ kind: 'page_as_excel', after: 3 });
    const unit = await run();
    assert.deepEqual([unit.state, unit.codes], ['complete', []]);
    assert.equal(calls('login').length, 2);
    await allThere();
  });

  test('a drip of one byte a second ends at the time limit, the other files come, and this one next time', async () => {
    spoil({ kind: 'drip', after: 1, ms: 1000 });
    const limits = { ...shortLimits, idleMs: 1400, totalMs: 1500 };
    const first = await run(plainMonth, { limits, retryDelaysMs: [] });
    const files = listed(plainMonth).length;
    assert.deepEqual([first.state, first.downloaded, first.failed], ['incomplete', files - 1, 1]);
    assert.deepEqual(first.codes, ['timeout_total']);
    const second = await run();
    assert.deepEqual([second.state, second.downloaded, second.already], ['complete', 1, files - 1]);
    assert.equal(calls('rep_file').length, files + 1);
    await allThere();
  });

  test('connections that are reset, before and in the body, cost one more request each', async () => {
    spoil({ kind: 'reset_before', after: 1 });
    spoil({ kind: 'reset_in_body', after: 4 });
    const unit = await run();
    assert.deepEqual([unit.state, unit.codes], ['complete', []]);
    assert.equal(calls('rep_file').length, listed(plainMonth).length + 2);
    await allThere();
  });

  test('an answer whose head is 100 KB long still gives its file', async () => {
    spoil({ kind: 'long_head', times: 'always' });
    const unit = await run();
    assert.deepEqual([unit.state, unit.codes], ['complete', []]);
    assert.equal(calls('rep_file').length, listed(plainMonth).length);
    await allThere();
  });

  test('a listing whose columns changed places says the same, and no file is asked for again', async () => {
    await run();
    const reps = () =>
      database.db.query<object>(
        sql`select rep_no, filename, total, passed, failed, send_date from portal_reps order by rep_no`,
      );
    const before = await reps();
    practice.faults.add({ call: 'listing', kind: 'other_order', times: 'always' });
    const unit = await run();
    assert.deepEqual([unit.state, unit.downloaded, unit.codes], ['complete', 0, []]);
    assert.equal(calls('rep_file').length, listed(plainMonth).length);
    assert.deepEqual(await reps(), before);
  });

  test('the same name with new bytes: that file alone is fetched again, and both are kept', async () => {
    const month = practice.marks.reissuedMonth;
    await run(month);
    practice.setSwitches({ reissued: true });
    const before = listed(month).length;
    const unit = await run(month);
    assert.deepEqual([unit.state, unit.downloaded, unit.already], ['complete', 1, before - 1]);
    assert.equal(calls('rep_file').length, before + 1);
    const stored = await readdir(unitFolder(month));
    assert.equal(stored.length, before + 1);
    const again = stored.filter((name) => name.includes('~'));
    assert.equal(again.length, 1);
    const name = again[0]?.replace(/~.*$/, '.xls');
    const rep = listed(month, true).find((one) => one.name === name);
    assert.ok(rep);
    assert.ok(repWorkbookBytes(rep.file).equals(await readFile(join(unitFolder(month), String(again[0])))));
    assert.equal((await run(month)).downloaded, 0);
  });

  test('a full disk ends the run by its name, leaves nothing half written, and the rest comes when there is room', async () => {
    const names = [...listed(plainMonth)].map(({ name }) => name);
    const full = join(unitFolder(plainMonth), `${names[3]}.part`);
    // Whatever is written there meets a full disk.
    const fillDisk = async () => symlink('/dev/full', full);
    const importFile = async (file: { readonly name: string }) => {
      if (file.name === names[1]) await fillDisk();
      return importedResult(file.name, 'completed');
    };
    await assert.rejects(run(plainMonth, {}, { importFile }), { code: 'disk_full' });
    assert.ok((await readdir(unitFolder(plainMonth))).every((name) => name.endsWith('.xls')));
    assert.equal(calls('rep_file').length, 4);
    assert.equal((await run()).state, 'complete');
    assert.equal(calls('rep_file').length, names.length + 1);
    await allThere();
  });
});
