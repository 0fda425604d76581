import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { sql } from '../db/sql.js';
import { createBus } from '../events/bus.js';
import { eachDatabase, type GivenDatabase } from '../testing/databases.js';
import {
  type EclaimRig,
  openRig,
  rigName,
  rigWorkbook,
  sendBytes,
  sendStatus,
  times,
} from '../testing/portal/eclaim-rig.js';
import { fastSettings } from '../testing/portal/fast-settings.js';
import { importedResult } from '../testing/portal/imported-result.js';
import { keepingWatch } from '../testing/portal/job-watch.js';
import { noRightPage, noticePage, page } from '../testing/portal/other-portal.js';
import { ownAccount } from '../testing/portal/own-account.js';
import { keepingLog } from '../testing/portal/quiet-log.js';
import { downloadRepFiles } from './download-rep-files.js';
import type { DownloadParts, FileToImport } from './download-run.js';

const excel = 'InvoiceReportExcelAction';
const unitFolder = 'ucs/2569-01';
const january = { from: '2569-01', to: '2569-01' } as const;
const nameOf = (number: number) => `eclaim_99999_OP_25690105_20150199${number}`;

eachDatabase('download of REP files', (database: GivenDatabase) => {
  let rig: EclaimRig;
  let parts: DownloadParts;
  let imported: FileToImport[];

  beforeEach(async () => {
    rig = await openRig();
    imported = [];
    await database.db.execute(sql`delete from portal_reps`);
    await database.db.execute(sql`delete from downloads`);
    await database.db.execute(sql`delete from download_units`);
    await database.db.execute(sql`delete from upstream_sessions`);
    parts = {
      db: database.db,
      log: keepingLog(),
      bus: createBus(),
      settings: fastSettings(rig.portal.url),
      ...ownAccount('hospital', 'right'),
      downloadDir: rig.folder,
      importFile: async (file) => {
        imported.push(file);
        return importedResult(file.name, 'completed');
      },
    };
  });
  afterEach(() => rig.close());

  const run = async (importFiles = false, change: Partial<DownloadParts> = {}) => {
    const watch = keepingWatch();
    const request = { ...january, schemes: ['ucs'], importFiles } as const;
    await downloadRepFiles({ ...parts, ...change }, request, watch);
    return watch;
  };
  const counts = (watch: {
    units: readonly { state: string; downloaded: number; already: number; failed: number }[];
  }) => watch.units.map(({ state, downloaded, already, failed }) => ({ state, downloaded, already, failed }));
  const files = () => readdir(join(rig.folder, unitFolder));
  const addFile = (number: number) => {
    rig.portal.rows.push({ name: nameOf(number), repNo: `69019000${number}`, total: 10, failed: 1 });
    rig.portal.files.set(`${nameOf(number)}.xls`, rigWorkbook);
  };
  const downloads = () =>
    database.db.query<{
      filename: string;
      status: string;
      problem: string | null;
      stored_path: string | null;
    }>(sql`select filename, status, problem, stored_path from downloads order by filename`);
  const fileRequests = () => rig.portal.requests.filter((request) => request.line.includes(excel)).length;

  test('a month comes once: the second run finds all in place and asks for no file', async () => {
    addFile(1);
    const first = await run();
    assert.deepEqual(counts(first), [{ state: 'complete', downloaded: 2, already: 0, failed: 0 }]);
    assert.equal(first.units[0]?.unit, 'rep/ucs/2569-01');
    assert.deepEqual(first.units[0]?.problems, []);
    const before = await downloads();
    assert.deepEqual(
      before.map((row) => [row.status, row.stored_path]),
      [
        ['success', `${unitFolder}/${rigName}.xls`],
        ['success', `${unitFolder}/${nameOf(1)}.xls`],
      ].sort((a, b) => String(a[1]).localeCompare(String(b[1]))),
    );
    assert.deepEqual(counts(await run()), [{ state: 'complete', downloaded: 0, already: 2, failed: 0 }]);
    assert.equal(fileRequests(), 2);
    assert.deepEqual(await downloads(), before);
    const reps = await database.db.query<object>(
      sql`select scheme, rep_no, filename, total, passed, failed, send_date, month, year from portal_reps
          where rep_no = '690190001' and total = 1250`,
    );
    assert.deepEqual(reps, [
      {
        scheme: 'UCS',
        rep_no: '690190001',
        filename: `${rigName}.xls`,
        total: 1250,
        passed: 1201,
        failed: 49,
        send_date: '2026-01-05 20:15:01',
        month: 1,
        year: 2569,
      },
    ]);
    const units = await database.db.query<object>(
      sql`select scheme, state, listed, stored, tries from download_units`,
    );
    assert.deepEqual(units, [{ scheme: 'UCS', state: 'complete', listed: 2, stored: 2, tries: 0 }]);
  });

  test('a file that fails is named, the others come, and the next run completes the month', async () => {
    addFile(1);
    rig.portal.next(rigName, sendBytes(''), sendBytes(''));
    const first = await run();
    assert.deepEqual(counts(first), [{ state: 'incomplete', downloaded: 1, already: 0, failed: 1 }]);
    assert.deepEqual(
      first.units[0]?.problems.map(({ file, code }) => [file, code]),
      [[`${rigName}.xls`, 'empty']],
    );
    assert.deepEqual(
      (await downloads()).filter((row) => row.status !== 'success'),
      [{ filename: `${rigName}.xls`, status: 'no_data', problem: 'empty', stored_path: null }],
    );
    assert.deepEqual(counts(await run()), [{ state: 'complete', downloaded: 1, already: 1, failed: 0 }]);
  });

  test('a run killed between the file and its row is finished by the next one, nothing is doubled', async () => {
    await run();
    await database.db.execute(
      sql`update downloads set status = 'downloading', sha256 = null, stored_path = null`,
    );
    await writeFile(join(rig.folder, unitFolder, `${rigName}.xls.part`), 'half');
    assert.deepEqual(counts(await run()), [{ state: 'complete', downloaded: 1, already: 0, failed: 0 }]);
    assert.deepEqual(await files(), [`${rigName}.xls`]);
    assert.equal((await downloads()).length, 1);
  });

  test('a file that is missing or was changed on the disk is fetched again, the changed one is not touched', async () => {
    await run();
    await rm(join(rig.folder, unitFolder, `${rigName}.xls`));
    assert.equal((await run()).units[0]?.downloaded, 1);
    await writeFile(join(rig.folder, unitFolder, `${rigName}.xls`), 'edited by hand');
    assert.equal((await run()).units[0]?.downloaded, 1);
    assert.equal(await readFile(join(rig.folder, unitFolder, `${rigName}.xls`), 'utf8'), 'edited by hand');
    const [row] = await downloads();
    assert.match(row?.stored_path ?? '', /~[0-9a-f]{8}\.xls$/);
    assert.equal((await run()).units[0]?.already, 1);
  });

  test('a document that the portal has written anew is fetched again and imported', async () => {
    await run(true);
    rig.portal.rows.splice(0, 1, { name: rigName, repNo: '690190001', total: 1251, failed: 49 });
    const other = Buffer.from(rigWorkbook);
    other.writeUInt8(1, other.length - 1);
    rig.portal.files.set(`${rigName}.xls`, other);
    const watch = await run(true);
    assert.equal(watch.units[0]?.downloaded, 1);
    assert.equal(watch.units[0]?.imported, 1);
    assert.equal((await files()).length, 2);
    assert.equal(imported.length, 2);
    assert.equal(imported[1]?.name, `${rigName}.xls`);
  });

  test('files are imported as they come, a fault in one stops none, and what was left is imported later', async () => {
    addFile(1);
    await run(false);
    const watch = await run(true, {
      importFile: async (file) => {
        if (file.name.startsWith(rigName)) throw new Error('a fault');
        imported.push(file);
        return importedResult(file.name, 'quarantined');
      },
    });
    assert.deepEqual(
      imported.map((file) => file.name),
      [`${nameOf(1)}.xls`],
    );
    assert.deepEqual(watch.units[0]?.problems.map(({ code }) => code).sort(), ['import_fault']);
    assert.equal(watch.units[0]?.imported, 0);
    assert.equal(fileRequests(), 2);
  });

  test('a refused account ends the run with one try, nothing is an empty month', async () => {
    const watch = keepingWatch();
    const request = { ...january, schemes: ['ucs', 'ofc'], importFiles: false } as const;
    const accounts = [{ username: 'hospital', password: 'wrong' }];
    await assert.rejects(downloadRepFiles({ ...parts, accounts }, request, watch), { code: 'refused' });
    assert.deepEqual(
      watch.units.map(({ unit, state, problems }) => [unit, state, problems[0]?.code]),
      [
        ['rep/ucs/2569-01', 'failed', 'refused'],
        ['rep/ofc/2569-01', 'failed', 'refused'],
      ],
    );
    assert.equal(rig.portal.requests.filter((one) => one.body.includes('pass=')).length, 1);
    const sessions = await database.db.query<object>(sql`select account, state from upstream_sessions`);
    assert.deepEqual(sessions, [{ account: 'hospital', state: 'refused' }]);
  });

  test('the SSO notice in the middle asks for a person and keeps what came', async () => {
    addFile(1);
    rig.portal.always(nameOf(1), (_, response) => page(response, noticePage));
    const watch = keepingWatch();
    const request = { ...january, schemes: ['ucs'], importFiles: false } as const;
    await assert.rejects(downloadRepFiles(parts, request, watch), /SSO/);
    assert.equal(watch.units[0]?.state, 'waiting_person');
    assert.equal(watch.units[0]?.downloaded, 1);
    assert.deepEqual(await database.db.query<object>(sql`select state from upstream_sessions`), [
      { state: 'needs_otp' },
    ]);
  });

  test('a scheme without right fails alone', async () => {
    rig.portal.always('maininscl=ofc', (_, response) => page(response, noRightPage));
    const watch = keepingWatch();
    const request = { ...january, schemes: ['ofc', 'ucs'], importFiles: false } as const;
    await downloadRepFiles(parts, request, watch);
    assert.deepEqual(
      watch.units.map(({ unit, state, problems }) => [unit, state, problems[0]?.code]),
      [
        ['rep/ofc/2569-01', 'failed', 'no_right'],
        ['rep/ucs/2569-01', 'complete', undefined],
      ],
    );
  });

  test('many schemes without right do not stop the run: the others are fetched', async () => {
    const without = ['ofc', 'sss', 'lgo', 'nhs', 'bkk', 'bmt'] as const;
    for (const scheme of without)
      rig.portal.always(`maininscl=${scheme}`, (_, response) => page(response, noRightPage));
    const watch = keepingWatch();
    const schemes = [...without, 'ucs'] as const;
    await downloadRepFiles(parts, { ...january, schemes, importFiles: false }, watch);
    const states = new Map(watch.units.map(({ unit, state }) => [unit, state]));
    assert.equal(states.get('rep/ucs/2569-01'), 'complete');
    assert.deepEqual(
      without.map((scheme) => states.get(`rep/${scheme}/2569-01`)),
      without.map(() => 'failed'),
    );
  });

  test('five failures in a row with one reason stop the run, the rest is left for later', async () => {
    for (let number = 1; number <= 7; number += 1) addFile(number);
    rig.portal.next(excel, ...times(40, sendStatus(404)));
    const watch = keepingWatch();
    const request = { ...january, schemes: ['ucs'], importFiles: false } as const;
    await assert.rejects(downloadRepFiles(parts, request, watch), /5 failures in a row/);
    assert.equal(fileRequests(), 5);
    assert.equal(watch.units[0]?.state, 'failed');
    const left = (await downloads()).filter((row) => row.status === 'pending');
    assert.equal(left.length, 3);
  });

  test('five lists in a row that fail stop the listing, and what was listed before is fetched', async () => {
    const without = ['ofc', 'sss', 'lgo', 'nhs', 'bkk', 'bmt'] as const;
    for (const scheme of without) rig.portal.always(`maininscl=${scheme}`, sendStatus(404));
    const watch = keepingWatch();
    const schemes = ['ucs', ...without] as const;
    const run = downloadRepFiles(parts, { ...january, schemes, importFiles: false }, watch);
    await assert.rejects(run, /5 failures in a row/);
    assert.equal(watch.units.find(({ unit }) => unit === 'rep/ucs/2569-01')?.state, 'complete');
    assert.equal(fileRequests(), 1);
    assert.equal(watch.units.length, schemes.length);
    assert.equal(rig.portal.requests.filter(({ line }) => line.includes('maininscl=bmt')).length, 0);
  });

  test('a cancel in the middle of a file leaves it to be asked again', async () => {
    const cancel = new AbortController();
    rig.portal.next(excel, (_, response) => {
      response
        .writeHead(200)
        .write(rigWorkbook.subarray(0, 2000), () => cancel.abort(new Error('cancelled')));
    });
    const watch = keepingWatch(cancel.signal);
    const request = { ...january, schemes: ['ucs'], importFiles: false } as const;
    await assert.rejects(downloadRepFiles(parts, request, watch), /cancelled/);
    assert.deepEqual(
      watch.units.map(({ unit, state, listed, downloaded }) => ({ unit, state, listed, downloaded })),
      [{ unit: 'rep/ucs/2569-01', state: 'incomplete', listed: 1, downloaded: 0 }],
    );
    assert.deepEqual(
      (await downloads()).map((row) => row.status),
      ['pending'],
    );
    assert.deepEqual(await files(), []);
    assert.equal((await run()).units[0]?.state, 'complete');
  });
});
