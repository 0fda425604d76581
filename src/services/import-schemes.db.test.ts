import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from '../db/sql.js';
import { readFigureFilter } from '../figures/figure-filter.js';
import { figureByName } from '../figures/index.js';
import { claimedNet, paidByNhso, type UcsClaim } from '../practice/claims/ucs-claim.js';
import { type RepFile, repContents, repFileName } from '../practice/rep/rep-contents.js';
import { listingOf, type RepType } from '../practice/rep/rep-type.js';
import { type RepSheet, repWorkbookBytes } from '../practice/rep/rep-workbook.js';
import { repWorkbook } from '../practice/rep-workbook.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { importRepFile } from './import-rep-file.js';

const types = [
  'OPLGO',
  'IPLGO',
  'OPLGO_APPEAL',
  'OPSSS',
  'IPSSS',
  'IPSSS_APPEAL_NHSO',
  'OPCS',
  'IPCS',
  'IPCS_APPEAL',
  'OPBKK',
  'OPBMT',
  'OPSRT',
  'OPNHS',
] as const satisfies readonly RepType[];

/** Workbooks of every scheme outside UCS; before an appeal the one that it takes up. */
const files: readonly RepFile[] = types.flatMap((type, index) => {
  const places = { type, rows: 14, firstTranId: 990000001 + index * 1000, repNo: 690190002 + index * 10 };
  const { file } = repWorkbook(places);
  if (!file.appealed) return [file];
  const before = { ...file.appealed, sentAt: '2026-01-03 10:00:00' };
  return [before, { ...file, appealed: before }];
});

const baht = (satang: number) => (satang / 100).toFixed(2);
const isDenied = (claim: UcsClaim) => claim.errors.length > 0;
function claimsOf(file: RepFile): readonly UcsClaim[] {
  const contents = repContents(file);
  return contents.form === 'orf' ? [] : contents.claims;
}

/** What the newest answer says of each claim of a scheme, added up. */
function expectedOf(scheme: string) {
  const newest = new Map<string, UcsClaim>();
  for (const file of files.filter(({ type }) => listingOf(type) === scheme))
    for (const claim of claimsOf(file)) newest.set(claim.tranId, claim);
  const claims = [...newest.values()];
  const sum = (amountOf: (claim: UcsClaim) => number) =>
    baht(claims.reduce((total, claim) => total + amountOf(claim), 0));
  return {
    key: scheme,
    claims: claims.length,
    denied: claims.filter(isDenied).length,
    claimed: sum(claimedNet),
    reimbursed: sum(paidByNhso),
  };
}

function asPvt(sheet: RepSheet): RepSheet {
  const columns = sheet.form.columns.map(
    ([index, heading, ...rest]) => [index, heading.replaceAll('SRT', 'PVT'), ...rest] as const,
  );
  return { ...sheet, form: { ...sheet.form, columns } };
}

/** A fund that the form does not know, between the others. */
function withNewFund(sheet: RepSheet): RepSheet {
  if (sheet.name !== 'Detail') return sheet;
  const columns = sheet.form.columns.toSpliced(42, 0, [42, 'กรณี > NEWLG', null, 'text', 'fund']);
  return {
    ...sheet,
    form: { ...sheet.form, columns },
    data: sheet.data.map((row, index) => row.toSpliced(42, 0, index + 1.5)),
  };
}

eachDatabase('import of the schemes outside UCS', (database) => {
  const room = importRoom();
  after(() => room.remove());
  const run = (file: RepFile) =>
    importRepFile(room.parts(database.db), {
      path: room.put(repFileName(file), repWorkbookBytes(file)),
      source: 'cli',
    });
  const rowsOf = (file: RepFile) =>
    database.db.query<{ role: string; layout: string; extra: string }>(sql`
      select c.row_role as role, c.layout_id as layout, c.extra from claim_rep_opip_nhso_item c
      join eclaim_imported_files f on f.id = c.file_id where f.filename = ${repFileName(file)} order by c.row_no`);

  test('every workbook is stored whole, and portal, Summary and rows agree to the satang', async () => {
    for (const file of files) {
      const result = await run(file);
      const name = repFileName(file);
      const rows = claimsOf(file).length * (file.appealed ? 2 : 1);
      assert.equal(result.status, 'completed', `${name} ${JSON.stringify(result.problems)}`);
      assert.deepEqual([result.scheme, result.rowsRead, result.inserted], [listingOf(file.type), rows, rows]);
      const { summary, stored, agree } = result.controlTotals;
      assert.deepEqual([summary, stored, agree], [14, 14, true], name);
      assert.deepEqual(
        result.sheets.filter(({ layout, rowsRead, stored }) => layout === null || rowsRead !== stored),
        [],
        name,
      );
    }
  });

  test('the figures by scheme count the newest answer of each claim', async () => {
    const filter = readFigureFilter(
      { from: '2025-01-01', to: '2027-01-01' },
      new Date('2026-02-01T00:00:00Z'),
    );
    const question = { filter, by: 'scheme', language: 'th', now: new Date('2026-02-01T00:00:00Z') } as const;
    const answer = await figureByName('claims-summary')?.answer(database.db, question);
    const schemes = [...new Set(files.map(({ type }) => listingOf(type)))].sort();
    assert.deepEqual(
      answer?.rows.map(({ key, claims, denied, claimed, reimbursed }) => ({
        key,
        claims,
        denied,
        claimed,
        reimbursed,
      })),
      schemes.map(expectedOf),
    );
  });

  test('old rows of an appeal are kept for reference', async () => {
    for (const file of files.filter(({ appealed }) => appealed)) {
      const rows = await rowsOf(file);
      assert.equal(rows.filter(({ role }) => role === 'reference').length, 14, file.type);
      assert.equal(rows.length, 28, file.type);
    }
  });

  test('an amount without a database column stands in extra under the heading of its own scheme', async () => {
    const headings = { OPLGO: 'OPLG', OPCS: 'OPCS', OPBKK: 'OPKTMN', OPBMT: 'OPBMT' } as const;
    for (const [type, fund] of Object.entries(headings)) {
      const file = files.find((one) => one.type === type && !one.appealed);
      assert.ok(file);
      const paid = claimsOf(file).map((claim) =>
        claim.group === 'pp' || paidByNhso(claim) === 0 ? undefined : baht(paidByNhso(claim)),
      );
      const extras = (await rowsOf(file)).map(({ extra }) => JSON.parse(extra)[`กรณี > ${fund}`]);
      assert.deepEqual(extras, paid, type);
    }
  });

  test('a statement is compared with all that NHSO pays of a claim', async () => {
    const rows = await database.db.query<{ scheme: string; differs: number }>(sql`
      select scheme, count(*) as differs from claim_current where reimb_nhso <> reimbursed group by scheme`);
    assert.deepEqual(rows, []);
  });

  test('an instrument without TRAN_ID gets that of the claim whose visit it belongs to', async () => {
    const file = files.find(({ type, appealed }) => type === 'IPSSS' && !appealed);
    assert.ok(file);
    const items = await database.db.query<{ tran_id: string | null; hn: string; layout_id: string }>(sql`
      select i.tran_id, i.hn, i.layout_id from eclaim_instrument i
      join eclaim_imported_files f on f.id = i.file_id where f.filename = ${repFileName(file)} order by i.row_no`);
    const expected = claimsOf(file).flatMap(({ tranId, items: { instruments } }) =>
      instruments.map(() => tranId),
    );
    assert.ok(expected.length > 0);
    assert.deepEqual(
      items.map(({ tran_id }) => tran_id),
      expected,
    );
    assert.ok(items.every(({ layout_id }) => layout_id === 'rep-data-instrument-14'));
  });

  test('a workbook of PVT, which the portal does not list, counts under its own scheme', async () => {
    const { bytes } = repWorkbook({ type: 'OPSRT', rows: 5, firstTranId: 990900001, change: asPvt });
    const name = 'eclaim_99999_PVT_25690105_201501885.xls';
    const result = await importRepFile(room.parts(database.db), {
      path: room.put(name, bytes),
      source: 'cli',
    });
    assert.deepEqual([result.status, result.scheme, result.inserted], ['completed', 'pvt', 5]);
    assert.equal(result.sheets[0]?.layout, 'rep-pvt');
    const now = new Date('2026-02-01T00:00:00Z');
    const filter = readFigureFilter({ from: '2025-01-01', to: '2027-01-01', scheme: 'pvt' }, now);
    const answer = await figureByName('claims-summary')?.answer(database.db, {
      filter,
      by: 'kind',
      language: 'en',
      now,
    });
    // The type says no kind, so the rows do.
    assert.deepEqual(
      answer?.rows.map(({ key, claims }) => [key, claims]),
      [['op', 5]],
    );
  });

  test('a form with a new fund imports what is known, keeps the rest, and says which columns differ', async () => {
    const { name, bytes } = repWorkbook({ type: 'OPLGO', hospital: '99998', rows: 5, change: withNewFund });
    const result = await importRepFile(room.parts(database.db), {
      path: room.put(name, bytes),
      source: 'cli',
    });
    assert.deepEqual([result.status, result.inserted, result.controlTotals.agree], ['completed', 5, true]);
    assert.deepEqual(
      result.problems.map(({ code, severity, message }) => [
        code,
        severity,
        message.en.includes('กรณี > NEWLG'),
      ]),
      [['columns_unknown', 'warning', true]],
    );
    const stored = await database.db.query<{ extra: string }>(sql`
      select extra from claim_rep_opip_nhso_item where file_id = ${result.fileId} order by row_no`);
    assert.deepEqual(
      stored.map(({ extra }) => JSON.parse(extra)['กรณี > NEWLG']),
      ['1.5', '2.5', '3.5', '4.5', '5.5'],
    );
  });

  test('the same workbooks again change nothing', async () => {
    for (const file of files) {
      const result = await run(file);
      assert.deepEqual([result.status, result.inserted, result.refused], ['unchanged', 0, 0]);
      assert.equal(result.unchanged, result.rowsRead);
    }
  });
});
