import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { importRepFile } from '../../services/import-rep-file.js';
import { eachDatabase } from '../../testing/databases.js';
import { importRoom } from '../../testing/import-parts.js';
import { repTestWorkbook, type TestRow, ucsRow } from '../../testing/rep-workbook.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { webhookRoom } from '../../testing/webhook-room.js';

eachDatabase('visits of the own system over the API', (database) => {
  const room = importRoom();
  let app: TestApp;
  let key = '';
  let bound = '';
  before(async () => {
    app = await startTestApp({ db: database.db });
    key = await app.key({ scopes: ['claims:read', 'claims:write'] });
    bound = await app.key({ scopes: ['claims:write'], hospital: '99998' });
    await take('eclaim_99999_OP_25690105_201501885.xls', [ucsRow('990001'), ucsRow('990002')]);
    await take('eclaim_99999_OP_25690120_101501885.xls', [ucsRow('990001')]);
  });
  after(async () => {
    await app.close();
    room.remove();
  });

  async function take(name: string, rows: readonly TestRow[]): Promise<void> {
    const path = room.put(name, repTestWorkbook({ form: 'ucs', rows }));
    const result = await importRepFile(room.parts(database.db), { path, source: 'cli' });
    assert.equal(result.status, 'completed');
  }
  const get = (path: string) => fetch(`${app.url}/api/v1${path}`, { headers: { 'x-api-key': key } });
  const post = async (body: unknown, own = key) =>
    await fetch(`${app.url}/api/v1/reconciliation/match`, {
      method: 'POST',
      headers: { 'x-api-key': own, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('a visit of the own system stays with its claim, also with a new version', async () => {
    const status = async (query = '') =>
      z
        .looseObject({ matched: z.number() })
        .parse(await (await get(`/reconciliation/his-status${query}`)).json());
    const matched = async (body: object, own = key) => {
      const answer = await post(body, own);
      assert.equal(answer.status, 200);
      return z
        .looseObject({
          matched: z.number(),
          failed: z.number(),
          results: z.array(z.looseObject({ status: z.string() })),
        })
        .parse(await answer.json());
    };
    const visit = { tran_id: '990001', his_vn: 'VN-1', his_hn: '12' };
    const first = await matched({ matches: [visit, { tran_id: '999999', his_vn: 'VN-2' }] });
    assert.deepEqual(
      [first.matched, first.failed, first.results.map((one) => one.status)],
      [1, 1, ['matched', 'not_found']],
    );
    const once = await status();
    assert.equal(once.matched, 1);
    assert.equal((await matched({ matches: [visit] })).matched, 1);
    assert.deepEqual(await status(), once);
    assert.deepEqual(
      (await matched({ matches: [{ ...visit, his_vn: 'VN-9' }] })).results.map((one) => [
        one.status,
        one.his_vn,
      ]),
      [['conflict', 'VN-1']],
    );
    assert.equal(
      (await matched({ matches: [visit, { ...visit, his_vn: 'VN-9' }] })).results[1]?.status,
      'conflict',
    );
    assert.equal((await matched({ matches: [{ ...visit, his_vn: 'VN-3' }], replace: true })).matched, 1);
    assert.equal((await matched({ matches: [visit] }, bound)).results[0]?.status, 'not_found');
    await take('eclaim_99999_OP_25690201_101501885.xls', [ucsRow('990001'), ucsRow('990003')]);
    const versions = await database.db.query<{ his_vn: string | null; his_matched: boolean }>(
      sql`select his_vn, his_matched from claim_rep_opip_nhso_item where tran_id = ${'990001'}`,
    );
    assert.deepEqual(versions, Array(3).fill({ his_vn: 'VN-3', his_matched: true }));
    const told = async (tranId: string) => {
      const claim = await (await get(`/claims/${tranId}`)).json();
      return z
        .looseObject({ his_vn: z.string().nullable(), his_matched_at: z.string().nullable() })
        .parse(claim);
    };
    const known = await told('990001');
    assert.equal(known.his_vn, 'VN-3');
    assert.match(known.his_matched_at ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+07:00$/);
    const unmatched = await told('990003');
    assert.deepEqual([unmatched.his_vn, unmatched.his_matched_at], [null, null]);
    assert.deepEqual(
      z.looseObject({}).parse(await (await get('/reconciliation/his-status?from=2300-01-01')).json())
        .match_rate,
      null,
    );
    assert.equal(
      (await get('/reconciliation/his-status?from=2569-01-01')).status,
      400,
      'a year of the Buddhist Era',
    );
    const rate = await status();
    assert.match(String(rate.match_rate), /^0\.\d{6}$/);
    assert.equal(Number(rate.total_records), Number(rate.matched) + Number(rate.unmatched));
    const many = Array.from({ length: 1001 }, (_, index) => ({ tran_id: String(index), his_vn: '1' }));
    assert.equal((await post({ matches: many })).status, 422);
    assert.equal((await post({ matches: [{ tran_id: '1', his_vn: '1', colour: 'red' }] })).status, 422);
  });

  test('a match is no event and no change of what others copy of a claim', async () => {
    const hooks = webhookRoom(() => database.db);
    await hooks.open('http://127.0.0.1:65000/hooks', ['claim.*', 'import.*']);
    const seen = async () => ({
      claim: await database.db.first(
        sql`select change_batch from claim_current where tran_id = ${'990003'} and hospital_code = ${'99999'}`,
      ),
      clock: await database.db.first(sql`select last_no from change_clock`),
      events: await database.db.query(sql`select id from events`),
    });
    const before = await seen();
    assert.equal((await post({ matches: [{ tran_id: '990003', his_vn: 'VN-7' }] })).status, 200);
    assert.deepEqual(await seen(), before);
    await hooks.clear();
  });

  test('a key without the scope is refused, and two senders do not both match one claim', async () => {
    const reader = await app.key({ scopes: ['claims:read'] });
    assert.equal((await post({ matches: [] }, reader)).status, 403);
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const answer = await post({ matches: [{ tran_id: '990002', his_vn: `VN-${index}` }] });
        return z.looseObject({ matched: z.number() }).parse(await answer.json()).matched;
      }),
    );
    assert.equal(
      answers.reduce((sum, one) => sum + one, 0),
      1,
    );
  });
});
