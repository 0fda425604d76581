import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { addBaht } from '../../domain/satang.js';
import { importRepFile } from '../../services/import-rep-file.js';
import { loadSeeds } from '../../services/load-seeds.js';
import { eachDatabase } from '../../testing/databases.js';
import { importRoom } from '../../testing/import-parts.js';
import { repTestWorkbook, type TestRow, ucsRow } from '../../testing/rep-workbook.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const list = z.object({
  data: z.array(
    z.looseObject({
      tran_id: z.string(),
      hospital_code: z.string(),
      claimed: z.string().nullable(),
      errors: z.array(
        z.object({ code: z.string(), text: z.string().nullable(), type: z.string().nullable() }),
      ),
      cases: z.array(z.object({ id: z.number(), case_number: z.string(), status: z.string() })).optional(),
    }),
  ),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
});
const problem = z.looseObject({ code: z.string() });

eachDatabase('denials over the API', (database) => {
  const room = importRoom();
  let app: TestApp;
  let key = '';
  before(async () => {
    await loadSeeds({ db: database.db });
    app = await startTestApp({ db: database.db });
    key = await app.key({ scopes: ['claims:read', 'cases:read', 'cases:write'] });
    await take('eclaim_99999_OP_25690105_201501885.xls', [
      ucsRow('990001', { error_code: '305,C12', reimb_nhso: 0 }),
      ...Array.from({ length: 9 }, (_, index) =>
        ucsRow(String(991_000 + index), { error_code: '305', reimb_nhso: 0 }),
      ),
      ucsRow('992000'),
    ]);
    await take('eclaim_99999_OP_25690120_101501885.xls', [ucsRow('991008')]);
    await take('eclaim_99998_OP_25690105_301501885.xls', [
      ucsRow('990001', { error_code: 'ZZ9', reimb_nhso: 0 }),
    ]);
  });
  after(async () => {
    await app.close();
    room.remove();
  });

  async function take(name: string, rows: readonly TestRow[]): Promise<void> {
    const path = room.put(name, repTestWorkbook({ form: 'ucs', rows }));
    const result = await importRepFile(room.parts(database.db), { path, source: 'cli' });
    assert.match(result.status, /^completed/, JSON.stringify(result.problems));
  }
  const get = (path: string, own = key) =>
    fetch(`${app.url}/api/v1${path}`, { headers: { 'x-api-key': own } });
  const listOf = async (path: string, own = key) => {
    const answer = await get(path, own);
    const body: unknown = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(body));
    return list.parse(body);
  };
  const codeOf = async (path: string, own = key) => {
    const answer = await get(path, own);
    return `${answer.status} ${problem.parse(await answer.json()).code}`;
  };

  test('walking pages reaches every denied claim once, the sum equal to the satang', async () => {
    const rows: z.output<typeof list>['data'] = [];
    for (let cursor = ''; ; ) {
      const page = await listOf(`/denials?limit=4${cursor}`);
      rows.push(...page.data);
      if (!page.has_more) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    const names = rows.map(({ hospital_code, tran_id }) => `${hospital_code} ${tran_id}`);
    const stored = await database.db.query<{ name: string; claimed: string }>(
      sql`select concat(hospital_code, ' ', tran_id) as name, claimed from claim_current where is_denied = ${true} order by id desc`,
    );
    assert.equal(stored.length, 10);
    assert.deepEqual(
      names,
      stored.map(({ name }) => name),
    );
    assert.equal(
      addBaht(...rows.map(({ claimed }) => claimed)),
      addBaht(...stored.map(({ claimed }) => claimed)),
    );
  });

  test('each code comes with its text, one that is not listed without', async () => {
    const listed = await database.db.first<{ description: string; type: string }>(
      sql`select description, type from nhso_error_codes where code = '305'`,
    );
    assert.ok(listed);
    const { data } = await listOf('/denials?q=990001&hospital=99999');
    assert.deepEqual(
      data[0]?.errors.map(({ code }) => code),
      ['305', 'C12'],
    );
    assert.deepEqual([data[0]?.errors[0]?.text, data[0]?.errors[0]?.type], [listed.description, listed.type]);
    const unlisted = await listOf('/denials?error_code=ZZ9');
    assert.deepEqual(unlisted.data[0]?.errors, [{ code: 'ZZ9', text: null, type: null }]);
  });

  test('a denial names the cases on it to who may read cases, of its own hospital alone', async () => {
    const made = await fetch(`${app.url}/api/v1/cases`, {
      method: 'POST',
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Mend', category: 'denial', priority: 'high', tran_id: '991000' }),
    });
    const { case_number } = z.looseObject({ case_number: z.string() }).parse(await made.json());
    const { data } = await listOf('/denials?q=991000');
    assert.deepEqual(
      data[0]?.cases?.map((one) => [one.case_number, one.status]),
      [[case_number, 'open']],
    );
    assert.deepEqual((await listOf('/denials?q=991001')).data[0]?.cases, []);
    const without = await app.key({ scopes: ['claims:read'] });
    assert.ok(!('cases' in ((await listOf('/denials?q=991000', without)).data[0] ?? {})));
  });

  test('filters are those of claims; what is denied by no version now, or of another hospital, is not there', async () => {
    assert.deepEqual((await listOf('/denials?q=991008')).data, []);
    assert.equal((await listOf('/denials?error_code=C12')).data.length, 1);
    assert.equal((await listOf('/denials?fiscal_year=2570')).data.length, 0);
    assert.equal(await codeOf('/denials?status=passed'), '400 unknown_parameter');
    assert.equal(await codeOf('/denials?updated_since=2026-01-01'), '400 unknown_parameter');
    assert.equal(await codeOf('/denials?limit=0'), '400 invalid_parameter');
    const { next_cursor } = await listOf('/denials?limit=2');
    assert.equal(await codeOf(`/denials?limit=2&scheme=ucs&cursor=${next_cursor}`), '400 invalid_cursor');
    assert.equal(await codeOf(`/claims?limit=2&cursor=${next_cursor}`), '400 invalid_cursor');
    const bound = await app.key({ scopes: ['claims:read'], hospital: '99998' });
    assert.deepEqual(
      (await listOf('/denials', bound)).data.map(({ hospital_code }) => hospital_code),
      ['99998'],
    );
    assert.deepEqual((await listOf('/denials?hospital=99999', bound)).data, []);
    assert.equal(await codeOf('/denials', await app.key()), '403 insufficient_scope');
  });
});
