import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { read, utils } from 'xlsx';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { latestAudit } from '../../store/audit-log.js';
import { eachDatabase } from '../../testing/databases.js';
import { fillNarrowClaims } from '../../testing/narrow-claims.js';
import { recordedExport, recordedRows } from '../../testing/recorded-export.js';
import { insertClaim } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { temporaryFolder } from '../../testing/test-server.js';

const many = 60_000;

eachDatabase('exports of claims', (database) => {
  const { folder, remove } = temporaryFolder('exports');
  let app: TestApp;
  before(async () => {
    const { db } = database;
    const fileId = await fillNarrowClaims(db, { count: many });
    await insertClaim(db, {
      ...{ tranId: '000123', fileId, scheme: 'lgo', day: '2026-01-05', hn: '0099', fund: '=1+1 "ก", ข' },
      ...{ claimed: '1234.50', reimbursed: '0.00', codes: ['401', '305'] },
    });
    await db.execute(sql`update claim_current set patient_name = ${'ทดสอบ สมมุติ'}, pid = ${'9900000417921'}
      where tran_id = ${'000123'}`);
    app = await startTestApp({ db, env: { HOSPITAL_CODE: '99999', EXPORT_DIR: folder } });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    remove();
  });

  const recorded = (outcome: string) => recordedExport(database.db, outcome);
  const rowsOfName = (answer: Response) =>
    Number(/_(\d+)_rows\./.exec(answer.headers.get('content-disposition') ?? '')?.[1]);

  test('CSV, lines and document have the same rows, all of the filter, and no name or citizen id', async () => {
    const finance = await app.signedIn('finance');
    const csv = await finance.get('/claims.csv?scheme=lgo&from=2026-01-05&to=2026-01-06');
    assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8');
    const bytes = Buffer.from(await csv.arrayBuffer());
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const text = bytes.toString('utf8');
    assert.match(text, /"=""000123"""/);
    assert.match(text, /"'=1\+1 ""ก"", ข"/);
    assert.doesNotMatch(text, /สมมุติ|9900000417921|patient_name/);
    const ndjson = await finance.get('/claims/export?format=ndjson&scheme=lgo&from=2026-01-05&to=2026-01-06');
    const lines = (await ndjson.text())
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    const json = await finance.get('/claims/export?format=json&scheme=lgo&from=2026-01-05&to=2026-01-06');
    const document = JSON.parse(await json.text());
    assert.deepEqual(document.rows, lines);
    assert.equal(document.total, lines.length);
    // Of the moment when the data came in, as the list is, whatever the clock says.
    const list = z
      .object({ as_of: z.string() })
      .parse(await (await finance.get('/claims.json?limit=1')).json());
    assert.equal(Date.parse(document.as_of), Date.parse(list.as_of));
    assert.equal(text.trimEnd().split('\r\n').length, lines.length + 1);
    for (const answer of [csv, ndjson, json]) assert.equal(rowsOfName(answer), lines.length);
    const [newest] = document.rows;
    assert.deepEqual(
      [newest.tran_id, newest.hn, newest.fund, newest.claimed, newest.reimbursed, newest.status],
      ['000123', '0099', '=1+1 "ก", ข', '1234.50', '0.00', 'denied'],
    );
    assert.deepEqual([newest.appealed, newest.first_passed, newest.error_code], [false, false, '401,305']);
    assert.deepEqual([newest.scheme, newest.kind, newest.service_day], ['lgo', 'op', '2026-01-05']);
  });

  test('a workbook has text, amounts and days', async () => {
    const finance = await app.signedIn('finance');
    const answer = await finance.get('/claims.xlsx?q=000123');
    assert.equal(rowsOfName(answer), 1);
    const sheet = read(Buffer.from(await answer.arrayBuffer()), { cellDates: true, UTC: true }).Sheets.claims;
    assert.ok(sheet);
    const [row] = utils.sheet_to_json<Record<string, unknown>>(sheet, { UTC: true });
    assert.deepEqual(
      [row?.tran_id, row?.hn, row?.fund, row?.claimed, row?.versions],
      ['000123', '0099', '=1+1 "ก", ข', 1234.5, 1],
    );
    assert.deepEqual(row?.service_day, new Date('2026-01-05T00:00:00Z'));
    assert.equal(JSON.stringify(row).includes('สมมุติ'), false);
    await recorded('done');
  });

  test('files have the order and the columns of the list, and so has its JSON', async () => {
    const finance = await app.signedIn('finance');
    const { db } = database;
    const fileId =
      (await db.first<{ id: number }>(sql`select max(id) as id from eclaim_imported_files`))?.id ?? 0;
    const amounts = [null, '5.00', '900.00', '20.00', '20.00'];
    for (const [index, claimed] of amounts.entries())
      await insertClaim(db, {
        ...{ tranId: `77${index}`, fileId, day: '2019-03-05', claimed, reimbursed: '1.00', drg: `0${index}` },
      });
    await db.execute(sql`update claim_current set patient_name = ${'ทดสอบ สมมุติ'} where tran_id = ${'772'}`);
    const query = 'from=2019-03-05&to=2019-03-06&columns=patient,drg,claimed,codes';
    const sorted = async (sort: string) => {
      const lines = (await (await finance.get(`/claims.csv?${query}&sort=${sort}`)).text()).trimEnd();
      return lines.split('\r\n').map((line) => line.split(','));
    };
    const [names, ...falling] = await sorted('-claimed');
    assert.deepEqual(names, ['tran_id', 'patient', 'drg', 'error_code', 'claimed']);
    assert.deepEqual(
      falling.map(([id]) => id),
      ['772', '774', '773', '771', '770'],
    );
    assert.deepEqual(
      (await sorted('claimed')).slice(1).map(([id]) => id),
      ['771', '773', '774', '772', '770'],
    );
    assert.deepEqual(
      (await sorted('id')).slice(1).map(([id]) => id),
      ['770', '771', '772', '773', '774'],
    );
    assert.doesNotMatch(falling.flat().join(), /สมมุติ/);
    const twin = z
      .object({ rows: z.array(z.record(z.string(), z.unknown())) })
      .parse(await (await finance.get(`/claims.json?${query}&sort=-claimed`)).json());
    const lines = await finance.get(`/claims/export?format=ndjson&${query}&sort=-claimed`);
    const [first] = (await lines.text()).split('\n');
    assert.deepEqual(JSON.parse(first ?? ''), twin.rows[0]);
    assert.deepEqual(Object.keys(twin.rows[0] ?? {}), ['tran_id', 'patient', 'drg', 'error_code', 'claimed']);
    const book = await finance.get(`/claims.xlsx?${query}&sort=claimed`);
    assert.equal(rowsOfName(book), 5);
    const sheet = read(Buffer.from(await book.arrayBuffer())).Sheets.claims;
    assert.ok(sheet);
    const cells = utils.sheet_to_json<Record<string, unknown>>(sheet);
    assert.deepEqual([cells[0]?.tran_id, cells[0]?.drg, cells[0]?.claimed], ['771', '01', 5]);
    await recorded('done');
    const ended = await db.first<{ filter: string }>(
      sql`select filter from audit_log where action = 'export' order by id desc limit 1`,
    );
    assert.match(ended?.filter ?? '', /"sort":\s*"claimed"/);
    const list = await (await finance.get(`/claims?${query}&sort=claimed`)).text();
    assert.match(list, /claims\.csv\?[^"]*sort=claimed&amp;columns=patient%2Cdrg%2Ccodes%2Cclaimed/);
    await db.execute(
      sql`delete from claim_current where tran_id like '77_' and service_day = ${'2019-03-05'}`,
    );
  });

  test('a text that no cell of Excel holds is refused before the first byte, and goes out as CSV', async () => {
    const finance = await app.signedIn('finance');
    const { db } = database;
    const long = 'ก'.repeat(40_000);
    await db.execute(sql`update claim_current set error_code = ${long} where tran_id = ${'000123'}`);
    const refused = await finance.get('/claims.xlsx?q=000123', { accept: 'application/json' });
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /export_value_too_long/);
    assert.ok((await (await finance.get('/claims.csv?q=000123')).text()).includes(long));
    await db.execute(sql`update claim_current set error_code = ${'401,305'} where tran_id = ${'000123'}`);
  });

  test('name and rows agree although claims come and go while it is read', async () => {
    const finance = await app.signedIn('finance');
    const answer = await finance.get('/claims/export?format=csv');
    assert.equal(rowsOfName(answer), many + 1);
    const reader = answer.body?.getReader();
    assert.ok(reader);
    const first = await reader.read();
    let text = Buffer.from(first.value ?? new Uint8Array()).toString('latin1');
    assert.equal(
      (await finance.get('/files')).status,
      200,
      'others do not wait for a reader that stands still',
    );
    await database.db.execute(sql`delete from claim_current where id <= 100`);
    await fillNarrowClaims(database.db, { first: 5_000_000, count: 30 });
    for (let piece = await reader.read(); !piece.done; piece = await reader.read())
      text += Buffer.from(piece.value).toString('latin1');
    assert.equal(text.split('\n').length - 2, many + 1);
    assert.equal((await recorded('done')).subject, 'claims');
    const after = await finance.get('/claims/export?format=csv');
    assert.equal(rowsOfName(after), many + 1 - 100 + 30);
    await after.text();
  });

  test('a reader that leaves is recorded with what it got, and the database goes on', async () => {
    const finance = await app.signedIn('finance');
    for (const format of ['csv', 'xlsx', 'json']) {
      const answer = await finance.get(`/claims/export?format=${format}`);
      const reader = answer.body?.getReader();
      await reader?.read();
      await reader?.cancel();
      const entry = await recorded('incomplete');
      const { rows } = await recordedRows(database.db, entry.id);
      assert.ok(rows < many, `${format}: ${rows}`);
      await (await finance.get('/claims/export?format=csv&q=000123')).text();
      await recorded('done');
    }
  });

  test('is recorded before its first byte and at its end', async () => {
    const finance = await app.signedIn('finance');
    await (await finance.get('/claims.csv?q=000123')).text();
    const ended = await recorded('done');
    const [, begun] = await latestAudit(database.db, 2);
    assert.deepEqual(
      [begun?.action, begun?.subject, begun?.outcome, begun?.actorName],
      ['export', 'claims', 'begun', ended.actorName],
    );
  });

  test('no more are sent at a time than leave connections for others; the next is told to wait', async () => {
    const finance = await app.signedIn('finance');
    const held = [1, 2, 3].map(() => app.parts.exportSlots.take());
    const refused = await finance.get('/claims.csv?q=000123', { accept: 'application/json' });
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '30']);
    assert.match(await refused.text(), /export_too_many/);
    for (const giveBack of held) giveBack();
    assert.equal((await finance.get('/claims.csv?q=000123')).status, 200);
    await recorded('done');
  });

  test('who may not export gets nothing, and a file of no known kind is refused', async () => {
    for (const role of ['viewer', 'auditor'] as const) {
      const browser = await app.signedIn(role);
      for (const address of ['/claims.csv', '/claims.xlsx', '/claims/export?format=json'])
        assert.equal((await browser.get(address)).status, 403, `${role} ${address}`);
    }
    const finance = await app.signedIn('finance');
    assert.equal((await finance.get('/claims/export?format=pdf')).status, 400);
    assert.equal((await finance.get('/claims.csv?no_such_filter=1')).status, 400);
  });
});
