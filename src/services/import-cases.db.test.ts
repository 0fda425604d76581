import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from '../db/sql.js';
import type { CaseImportOptions, CaseImportReport } from '../domain/case-import.js';
import { everyCase, listCases } from '../store/case-list.js';
import { insertUser } from '../store/users.js';
import { eachDatabase } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { temporaryFolder } from '../testing/test-server.js';
import { commandLineActor as by } from './actor.js';
import { errorsPlace, importCases } from './import-cases.js';

const usual: CaseImportOptions = {
  mode: 'best_effort',
  dryRun: false,
  onExisting: 'update',
  byPosition: false,
};
const reach = { hospital: null, ownHospital: '99999' };
const now = () => new Date('2026-02-03T02:15:27Z');
const head = 'case_number,title,description,category,priority,reporter_phone';

eachDatabase('a CSV of cases', (database) => {
  const room = temporaryFolder('cases');
  let files = 0;
  after(() => room.remove());
  before(async () => {
    const fileId = await insertFile(database.db, { filename: 'eclaim_99999_OP_25690105_090000001.xls' });
    const amounts = { day: '2026-01-05', claimed: '100.00', reimbursed: '0.00' };
    await insertClaim(database.db, { tranId: '999000123', fileId, ...amounts, codes: ['305'] });
    const other = { email: null, fullName: null, passwordHash: null, mustChangePassword: false } as const;
    await insertUser(database.db, { ...other, username: 'officer1', language: 'th', roles: ['claims'] });
  });

  const put = (content: string | Uint8Array): string => {
    files += 1;
    const file = path.join(room.folder, `${files}.upload`);
    writeFileSync(file, content);
    return file;
  };
  const nothing = async () => await Promise.resolve();
  const take = async (content: string | Uint8Array, options: Partial<CaseImportOptions> = {}) => {
    const asked = { file: put(content), options: { ...usual, ...options }, reach, by };
    const report = await importCases({ db: database.db, now }, asked, nothing);
    assert.equal(
      report.rows,
      report.imported + report.updated + report.unchanged + report.skipped + report.refused,
      JSON.stringify(report),
    );
    return report;
  };
  const of = async (caseNumbers: string[]) =>
    await listCases(database.db, { ...everyCase, caseNumbers }, { limit: 100, before: null });
  const counts = ({ imported, updated, unchanged, skipped, refused }: CaseImportReport) => [
    imported,
    updated,
    unchanged,
    skipped,
    refused,
  ];
  const versions = async () =>
    (await database.db.first<{ n: number }>(sql`select count(*) as n from change_batches`))?.n;

  test('rows in order come in, one without a title is refused by its line, and blanks get their usual word', async () => {
    const report = await take(
      `${head}\nEXT-1,หนึ่ง,,denial,high,081-234-5678\nEXT-2,,x,other,low,\n,สอง,"a\nb",,,\n`,
    );
    assert.deepEqual(counts(report), [2, 0, 0, 0, 1]);
    assert.equal(report.defaulted, 2);
    assert.deepEqual(report.errors, [
      { row: 3, case_number: 'EXT-2', field: 'title', message: 'is required' },
    ]);
    const [one] = await of(['EXT-1']);
    assert.deepEqual(
      [one?.title, one?.reporter_phone, one?.source, one?.version],
      ['หนึ่ง', '+66812345678', 'import', 1],
    );
    assert.ok(one?.updated_at);
    const made = await listCases(database.db, { ...everyCase, words: 'สอง' }, { limit: 9, before: null });
    assert.match(made[0]?.case_number ?? '', /^CASE-2569-\d{6}$/);
    assert.deepEqual(
      [made[0]?.category, made[0]?.priority, made[0]?.description],
      ['other', 'medium', 'a\nb'],
    );
  });

  test('the same file twice changes nothing the second time', async () => {
    const text = `${head}\nTWICE-1,ก,ข,coding,low,\nTWICE-2,ค,,,,+254700123456\n`;
    assert.deepEqual(counts(await take(text)), [2, 0, 0, 0, 0]);
    const [first] = await of(['TWICE-1']);
    const before = await versions();
    assert.deepEqual(counts(await take(text)), [0, 0, 2, 0, 0]);
    assert.deepEqual((await of(['TWICE-1']))[0], first);
    assert.equal(await versions(), before);
  });

  test('a case that is there is changed in the columns of the file alone, or left out', async () => {
    await take('case_number,title,priority,external_ref,status\nUP-1,ก,high,R-1,resolved\n');
    const text = 'Case Number;หมวด;Title\nUP-1;coding;ใหม่\n';
    assert.deepEqual(counts(await take(text, { onExisting: 'skip' })), [0, 0, 0, 1, 0]);
    assert.deepEqual(counts(await take(text)), [0, 1, 0, 0, 0]);
    const [changed] = await of(['UP-1']);
    assert.deepEqual(
      [
        changed?.title,
        changed?.category,
        changed?.priority,
        changed?.external_ref,
        changed?.status,
        changed?.version,
      ],
      ['ใหม่', 'coding', 'high', 'R-1', 'resolved', 2],
    );
    assert.notEqual(changed?.resolved_at, null);
    await take('case_number\ttitle\texternal_ref\nUP-1\tใหม่\t\n');
    assert.equal((await of(['UP-1']))[0]?.external_ref, null);
  });

  test('all or nothing with one bad row stores none', async () => {
    const report = await take(`${head}\nALL-1,ก,,,,\nALL-2,,,,,\n`, { mode: 'all_or_nothing' });
    assert.deepEqual(counts(report), [0, 0, 0, 1, 1]);
    assert.deepEqual(await of(['ALL-1']), []);
    assert.deepEqual(
      counts(await take(`${head}\nALL-1,ก,,,,\n`, { mode: 'all_or_nothing' })),
      [1, 0, 0, 0, 0],
    );
  });

  test('a dry run gives the report of the real run and stores nothing', async () => {
    const text = `${head}\nTWICE-1,อื่น,ข,coding,low,\nDRY-1,ก,,,,\n,ข,,,,\nDRY-2,,,,,\nDRY-3,ค,,,,x\n`;
    for (const mode of ['best_effort', 'all_or_nothing'] as const) {
      const before = [await versions(), await of(['TWICE-1', 'DRY-1'])];
      const dry = await take(text, { dryRun: true, mode });
      assert.deepEqual([await versions(), await of(['TWICE-1', 'DRY-1'])], before);
      assert.deepEqual(
        { ...dry, dry_run: false },
        await take(text, { mode: 'all_or_nothing' === mode ? mode : mode }),
      );
      if (mode === 'best_effort') assert.deepEqual(counts(dry), [2, 1, 0, 0, 2]);
    }
  });

  test('what a row points at must be there, and a number stands once in a file', async () => {
    const report = await take(
      'case_number,title,tran_id,assigned_to\nREF-1,ก,999000123,Officer1\nREF-2,ข,1,nobody\nREF-1,ค,,\nREF-3,ง,,,มากไป\n',
    );
    assert.deepEqual(
      report.errors.map(({ row, field, message }) => [row, field, message]),
      [
        [3, 'tran_id', 'is no claim that is stored here'],
        [3, 'assigned_to', 'is no active user'],
        [4, 'case_number', 'stands in row 2 already'],
        [5, '', 'has more cells than the header'],
      ],
    );
    assert.deepEqual(counts(report), [1, 0, 0, 0, 3]);
    const [made] = await of(['REF-1']);
    assert.deepEqual([made?.deny_code, made?.assigned_to], ['305', 'officer1']);
  });

  test('letters of Thai Windows are read and told; what is neither is refused', async () => {
    const thai = Buffer.from([...'title\n'].map((letter) => letter.charCodeAt(0)).concat([0xa1, 0xd2, 0x0a]));
    const report = await take(thai);
    assert.equal(report.encoding, 'windows-874');
    assert.equal(
      (await listCases(database.db, { ...everyCase, words: 'กา' }, { limit: 1, before: null }))[0]?.title,
      'กา',
    );
    assert.equal((await take('\ufefftitle\r\nมีเครื่องหมาย\r\n')).encoding, 'utf-8');
    await assert.rejects(take(Buffer.from([0x74, 0x0a, 0xff, 0xfe])), { code: 'case_csv_unreadable' });
    await assert.rejects(take('title,surname\nก,ข\n'), {
      code: 'csv_header_unknown',
      details: { columns: 'surname' },
    });
    await assert.rejects(take(''), { code: 'case_csv_empty' });
    await assert.rejects(take('title\n"ก\n'), { code: 'case_csv_quote' });
    const byPosition = await take('a,b,c,d,e,f\nPOS-1,ก,,,,\n', { byPosition: true });
    assert.deepEqual(counts(byPosition), [1, 0, 0, 0, 0]);
  });

  test('the guard of a spreadsheet is taken off, and a number that is in use is passed over', async () => {
    const serial =
      (await database.db.first<{ n: number }>(sql`select last_serial as n from case_numbers`))?.n ?? 0;
    const next = `CASE-2569-${String(serial + 1).padStart(6, '0')}`;
    const report = await take(`case_number,title\n,"'=1+1"\n${next},"''=1"\n,'x\n`);
    assert.deepEqual(counts(report), [3, 0, 0, 0, 0]);
    const newest = await listCases(database.db, everyCase, { limit: 3, before: null });
    assert.deepEqual(newest.map(({ title }) => title).sort(), ["'=1", "'x", '=1+1'].sort());
    assert.equal(new Set(newest.map((each) => each.case_number)).size, 3);
  });

  test('a number that only a later group of the file gives is not given to a row before it', async () => {
    const serial =
      (await database.db.first<{ n: number }>(sql`select last_serial as n from case_numbers`))?.n ?? 0;
    const own = `CASE-2569-${String(serial + 3).padStart(6, '0')}`;
    const without = Array.from({ length: 500 }, (_, at) => `,ไม่มีเลข ${at}`).join('\n');
    assert.deepEqual(counts(await take(`case_number,title\n${without}\n${own},มีเลข\n`)), [501, 0, 0, 0, 0]);
    assert.equal((await of([own]))[0]?.title, 'มีเลข');
  });

  test('every error stands in the list, the first thousand in the report', async () => {
    const rows = Array.from({ length: 1_203 }, (_, index) => `E-${index},`).join('\n');
    const file = put(`case_number,title\n${rows}\n`);
    const report = await importCases({ db: database.db, now }, { file, options: usual, reach, by }, nothing);
    assert.deepEqual([report.errors.length, report.errors_total, report.refused], [1000, 1203, 1203]);
    assert.equal(readFileSync(errorsPlace(file), 'utf8').trimEnd().split('\r\n').length, 1204);
  });

  test('what happens beside it and fails leaves no row', async () => {
    const file = put('case_number,title\nBESIDE-1,ก\n');
    const fails = async () => await Promise.reject(new Error('cut off'));
    await assert.rejects(
      importCases({ db: database.db, now }, { file, options: usual, reach, by }, fails),
      /cut off/,
    );
    assert.deepEqual(await of(['BESIDE-1']), []);
  });
});
