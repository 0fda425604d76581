import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { addBaht } from '../../domain/satang.js';
import { figures } from '../../figures/index.js';
import { commandLineActor } from '../../services/actor.js';
import { importRepFile } from '../../services/import-rep-file.js';
import { undoFile } from '../../services/undo-file.js';
import { renewFeed } from '../../store/changes.js';
import { eachDatabase } from '../../testing/databases.js';
import { importRoom } from '../../testing/import-parts.js';
import { repTestWorkbook, type TestRow, ucsRow } from '../../testing/rep-workbook.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const row = z.looseObject({
  object: z.string().optional(),
  tran_id: z.string(),
  hospital_code: z.string(),
  updated_at: z.string().optional(),
  claimed: z.string().nullable().optional(),
  reimbursed: z.string().nullable().optional(),
});
const list = z.looseObject({ data: z.array(row), has_more: z.boolean(), next_cursor: z.string().nullable() });
const problem = z.looseObject({ code: z.string(), detail: z.string() });
const everything = 'updated_since=1970-01-01T00:00:00Z';

eachDatabase('claims over the API', (database) => {
  const room = importRoom();
  let app: TestApp;
  let key = '';
  let bound = '';
  let later = 0;
  before(async () => {
    app = await startTestApp({ db: database.db });
    key = await app.key({ scopes: ['claims:read', 'claims:write', 'claims:identifiers'] });
    bound = await app.key({ scopes: ['claims:read', 'claims:write'], hospital: '99998' });
    await take('eclaim_99999_OP_25690105_201501885.xls', [
      ucsRow('990001', { error_code: '305,C12', reimb_nhso: 0 }),
      ...Array.from({ length: 21 }, (_, index) => ucsRow(String(991_000 + index))),
    ]);
    later = await take('eclaim_99999_OP_25690120_101501885.xls', [ucsRow('990001'), ucsRow('990002')]);
    await take('eclaim_99998_OP_25690105_301501885.xls', [ucsRow('980001'), ucsRow('980002')]);
  });
  after(async () => {
    await app.close();
    room.remove();
  });

  async function take(name: string, rows: readonly TestRow[]): Promise<number> {
    const path = room.put(name, repTestWorkbook({ form: 'ucs', rows }));
    const result = await importRepFile(room.parts(database.db), { path, source: 'cli' });
    assert.match(result.status, /^(completed|unchanged)/, JSON.stringify(result.problems));
    return result.fileId ?? 0;
  }
  const get = (path: string, own = key) =>
    fetch(`${app.url}/api/v1${path}`, { headers: { 'x-api-key': own } });
  const listOf = async (path: string, own = key) => list.parse(await (await get(path, own)).json());
  const codeOf = async (path: string, own = key) => {
    const answer = await get(path, own);
    return `${answer.status} ${problem.parse(await answer.json()).code}`;
  };
  /** Follows the cursor to the end. */
  async function walk(filter: string, limit: number, own = key): Promise<z.output<typeof row>[]> {
    const all: z.output<typeof row>[] = [];
    for (let path = `/claims?limit=${limit}&${filter}`; ; ) {
      const page = await listOf(path, own);
      all.push(...page.data);
      if (!page.has_more) return all;
      path = `/claims?limit=${limit}&${filter.replace(everything, '')}&cursor=${page.next_cursor}`;
    }
  }

  test('walking pages reaches every current claim exactly once, the sums equal to the satang', async () => {
    const total = await database.db.first<{ n: number; claimed: string; reimbursed: string }>(
      sql`select count(*) as n, sum(claimed) as claimed, sum(reimbursed) as reimbursed from claim_current`,
    );
    for (const filter of ['', everything]) {
      const all = await walk(filter, 7);
      assert.equal(all.length, total?.n);
      assert.equal(
        new Set(all.map(({ tran_id, hospital_code }) => `${hospital_code} ${tran_id}`)).size,
        total?.n,
      );
      assert.equal(addBaht(...all.map(({ claimed = null }) => claimed)), total?.claimed);
      assert.equal(addBaht(...all.map(({ reimbursed = null }) => reimbursed)), total?.reimbursed);
    }
    const newest = await listOf('/claims?limit=1');
    assert.equal(newest.data[0]?.tran_id, '980002');
  });

  test('a row says what the contract names, and no number or name of a patient', async () => {
    const { data } = await listOf('/claims?q=990001');
    assert.deepEqual(Object.keys(data[0] ?? {}).toSorted(), [
      ...[
        'claimed',
        'error_codes',
        'file_id',
        'fund',
        'hospital_code',
        'kind',
        'loss',
        'reimbursed',
        'rep_no',
      ],
      ...['scheme', 'service_date', 'service_type', 'state', 'status', 'tran_id', 'updated_at', 'version'],
    ]);
    assert.deepEqual([data[0]?.version, data[0]?.status, data[0]?.file_id], [2, 'passed', later]);
    assert.match(data[0]?.updated_at ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+07:00$/);
  });

  test('names go out by scope and wish, and each such answer is recorded', async () => {
    const looks = async () =>
      (
        await database.db.first<{ n: number }>(
          sql`select count(*) as n from audit_log where action = 'reveal'`,
        )
      )?.n ?? 0;
    const before = await looks();
    const named = await listOf('/claims?include=identifiers&q=990001');
    assert.ok('pid' in (named.data[0] ?? {}) && 'patient_name' in (named.data[0] ?? {}));
    assert.equal((await get('/claims/990001?include=identifiers')).status, 200);
    assert.equal(await looks(), before + 2);
    assert.equal(await codeOf('/claims?include=identifiers', bound), '403 insufficient_scope');
    assert.equal(await codeOf('/claims?include=names'), '400 invalid_parameter');
    assert.equal(await codeOf('/claims', await app.key()), '403 insufficient_scope');
  });

  test('a filter means the same as on the pages; what is not known is refused', async () => {
    assert.equal((await listOf('/claims?status=denied')).data.length, 0);
    assert.equal((await listOf('/claims?state=waiting_stm,over&limit=1000')).data.length, 25);
    assert.equal((await listOf('/claims?state=waiting_rep,not_covered')).data.length, 0);
    assert.equal(await codeOf('/claims?state=paid'), '400 filter_invalid');
    assert.equal((await listOf(`/claims?file_id=${later}`)).data.length, 2);
    assert.equal((await listOf('/claims?scheme=ofc')).data.length, 0);
    assert.equal(await codeOf('/claims?limit=0'), '400 invalid_parameter');
    assert.equal(await codeOf('/claims?limit=1001'), '400 invalid_parameter');
    assert.equal(await codeOf('/claims?colour=red'), '400 unknown_parameter');
    for (const since of ['yesterday', '13/02/2569', '2569-02-13', '2026-02-13T09:00:00'])
      assert.equal(
        await codeOf(`/claims?updated_since=${encodeURIComponent(since)}`),
        '400 invalid_timestamp',
        since,
      );
  });

  test('at the end of the changes a cursor is given, with which later ones are asked for', async () => {
    const answer = await get(`/claims?${everything}&limit=10`);
    assert.match(answer.headers.get('link') ?? '', /^<http.*[?&]cursor=[\w-]+.*>; rel="next"$/);
    assert.match(answer.headers.get('x-server-time') ?? '', /\+07:00$/);
    const page = list.parse(await answer.json());
    assert.equal(answer.headers.get('x-next-cursor'), page.next_cursor);
    const end = await listOf(`/claims?${everything}&limit=1000`);
    assert.equal(end.has_more, false);
    assert.ok(end.next_cursor);
    assert.deepEqual((await listOf(`/claims?cursor=${end.next_cursor}`)).data, []);
    await undoFile(room.parts(database.db), { fileId: later, by: commandLineActor, reason: null });
    const news = await listOf(`/claims?cursor=${end.next_cursor}`);
    assert.deepEqual(
      news.data.map(({ object, tran_id, version, status }) => [object, tran_id, version, status]),
      [
        [undefined, '990001', 1, 'denied'],
        ['deleted', '990002', undefined, undefined],
      ],
    );
    later = await take('eclaim_99999_OP_25690120_101501885.xls', [ucsRow('990001'), ucsRow('990002')]);
    assert.equal((await listOf(`/claims?cursor=${news.next_cursor}`)).data.length, 2);
    assert.equal(await codeOf(`/claims?cursor=${end.next_cursor}&scheme=ucs`), '400 invalid_cursor');
    assert.equal(await codeOf('/claims?cursor=abc'), '400 invalid_cursor');
  });

  test('a claim comes with all its versions', async () => {
    const claim = z
      .looseObject({
        current: row,
        versions: z.array(z.looseObject({ version: z.number(), is_current: z.boolean() })),
      })
      .parse(await (await get('/claims/990001')).json());
    assert.deepEqual(
      claim.versions.map(({ version, is_current, status, error_codes }) => [
        version,
        is_current,
        status,
        error_codes,
      ]),
      [
        [2, true, 'passed', []],
        [1, false, 'denied', ['305', 'C12']],
      ],
    );
    assert.equal(await codeOf('/claims/nothing'), '404 claim_not_found');
  });

  test('a key of one hospital sees nothing of another, as if it were not there', async () => {
    const all = await walk('', 1, bound);
    assert.deepEqual(
      all.map(({ tran_id }) => tran_id),
      ['980002', '980001'],
    );
    assert.deepEqual(
      (await walk(everything, 50, bound)).map(({ tran_id }) => tran_id),
      ['980001', '980002'],
    );
    assert.deepEqual((await listOf('/claims?hospital=99999', bound)).data, []);
    const foreign = await listOf(`/claims?hospital=99999&${everything}`, bound);
    assert.deepEqual([foreign.data, foreign.has_more], [[], false]);
    const later = await listOf(`/claims?hospital=99999&cursor=${foreign.next_cursor}`, bound);
    assert.ok(foreign.next_cursor && later.next_cursor);
    assert.deepEqual(later.data, []);
    assert.equal(await codeOf('/claims/990001', bound), await codeOf('/claims/990009', bound));
    assert.equal((await get('/claims/980001?hospital=99998', bound)).status, 200);
    assert.equal(await codeOf('/claims/980001?hospital=99999', bound), '404 claim_not_found');
    const files = z.looseObject({ data: z.array(z.looseObject({ file: z.string() })) });
    for (const path of ['/files', '/imports']) {
      const seen = files.parse(await (await get(path, bound)).json()).data.map(({ file }) => file);
      assert.deepEqual(seen, ['eclaim_99998_OP_25690105_301501885.xls'], path);
    }
    const figure = z.looseObject({ total: z.looseObject({ claims: z.number() }) });
    const year = 'fiscal_year=2569';
    assert.ok(figure.parse(await (await get(`/claims/summary?${year}`, bound)).json()).total.claims <= 2);
    for (const { name, filters } of figures)
      assert.equal(
        (await get(`/figures/${name}`, bound)).status,
        filters.includes('hospital') ? 200 : 404,
        name,
      );
    assert.deepEqual((await listOf('/jobs', bound)).data, []);
  });

  test('the summary is the figure of the dashboard', async () => {
    const query = 'fiscal_year=2569&by=scheme';
    const summary: unknown = await (await get(`/claims/summary?${query}`)).json();
    assert.deepEqual(summary, await (await get(`/figures/claims-summary?${query}`)).json());
  });

  test('files and imports are listed page by page, an import with its problems', async () => {
    const ids = z.looseObject({
      data: z.array(z.looseObject({ id: z.number() })),
      has_more: z.boolean(),
      next_cursor: z.string().nullable(),
    });
    const first = ids.parse(await (await get('/imports?limit=2')).json());
    assert.deepEqual([first.data.length, first.has_more], [2, true]);
    const second = ids.parse(await (await get(`/imports?limit=2&cursor=${first.next_cursor}`)).json());
    assert.ok((second.data[0]?.id ?? 0) < (first.data[1]?.id ?? 0));
    const all = ids.parse(await (await get('/imports')).json());
    const one = z
      .looseObject({ rows_read: z.number(), problems: z.array(z.unknown()) })
      .parse(await (await get(`/imports/${all.data.at(-1)?.id}`)).json());
    assert.equal(one.rows_read, 22);
    assert.equal(await codeOf('/imports/999999'), '404 not_found');
    assert.equal(await codeOf(`/imports/${first.data[0]?.id}`, bound), '404 not_found');
    const files = z.looseObject({ data: z.array(z.looseObject({ file_id: z.number() })) });
    assert.equal(files.parse(await (await get('/files?limit=2')).json()).data.length, 2);
    assert.equal(files.parse(await (await get('/files?kind=stm')).json()).data.length, 0);
  });

  test('a cursor from before a restore is 410', async () => {
    const { next_cursor } = await listOf(`/claims?${everything}&limit=1000`);
    await renewFeed(database.db);
    assert.equal(await codeOf(`/claims?cursor=${next_cursor}`), '410 cursor_gone');
  });
});
