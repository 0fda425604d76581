import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { closeBatch, openBatch } from '../../store/changes.js';
import { recordEvents } from '../../store/events.js';
import { eachServer } from '../../testing/databases.js';
import { insertClaim, insertFile } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const list = z.looseObject({
  data: z.array(z.looseObject({})),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
});
const lists = ['claims', 'cases', 'events'] as const;

/** A promise with its own key. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((done) => {
    open = done;
  });
  return { opened, open };
}

eachServer('X-Server-Time of lists', (database) => {
  let app: TestApp;
  let key = '';
  before(async () => {
    app = await startTestApp({ db: database.db, env: { HOSPITAL_CODE: '99999' } });
    key = await app.key({ scopes: ['claims:read', 'cases:read', 'cases:write', 'webhooks:manage'] });
    const fileId = await insertFile(database.db, { filename: 'eclaim_99999_OP_25690105_090000001.xls' });
    const amounts = { day: '2026-01-05', claimed: '100.00', reimbursed: '0.00' };
    for (const tranId of ['999000121', '999000122', '999000123'])
      await insertClaim(database.db, { tranId, fileId, ...amounts });
    for (const title of ['one', 'two', 'three']) await makeCase(title);
  });
  after(async () => await app.close());

  async function makeCase(title: string): Promise<void> {
    const body = JSON.stringify({ title, category: 'other', priority: 'low' });
    const headers = { 'x-api-key': key, 'content-type': 'application/json' };
    const answer = await fetch(`${app.url}/api/v1/cases`, { method: 'POST', headers, body });
    assert.equal(answer.status, 201);
  }
  async function get(path: string) {
    const answer = await fetch(`${app.url}/api/v1/${path}`, { headers: { 'x-api-key': key } });
    assert.equal(answer.status, 200, path);
    return {
      ...list.parse(await answer.json()),
      time: answer.headers.get('x-server-time') ?? '',
      next: answer.headers.get('x-next-cursor'),
    };
  }
  const since = (time: string) => `updated_since=${encodeURIComponent(time)}&limit=1000`;
  const everything = 'updated_since=1970-01-01T00:00:00Z';

  /** Changes a claim and a case and tells an event, and holds all of it between its instant and its commit. */
  async function held(work: () => Promise<void>): Promise<void> {
    const [closed, mayCommit] = [gate(), gate()];
    const changing = database.db.transaction(async (tx) => {
      const batch = openBatch();
      for (const kind of ['claim', 'case'] as const) batch.kinds.add(kind);
      await tx.execute(
        sql`update claim_current set change_batch = ${batch.id} where tran_id = ${'999000122'}`,
      );
      await tx.execute(sql`update cases set change_batch = ${batch.id} where title = ${'two'}`);
      const data = { account: 7, url: '/settings/nhso' };
      await recordEvents(tx, batch, [{ type: 'nhso.login_failed', hospitalCode: '99999', data }]);
      await closeBatch(tx, batch);
      closed.open();
      await mayCommit.opened;
    });
    try {
      await Promise.race([closed.opened, changing]);
      await work();
    } finally {
      mayCommit.open();
      await changing;
    }
  }

  test('a change that was not committed yet comes to whoever goes on by it, from any page', async () => {
    const told: [string, string][] = [];
    const cursors = new Map<string, string>();
    for (const name of lists)
      cursors.set(name, (await get(`${name}?${everything}&limit=1`)).next_cursor ?? '');
    await held(async () => {
      for (const name of lists) {
        const first = await get(`${name}?limit=1`);
        const second = await get(`${name}?limit=1&cursor=${first.next_cursor}`);
        const copied = await get(`${name}?limit=1000&cursor=${cursors.get(name)}`);
        assert.equal(copied.has_more, false);
        for (const page of [first, second, copied]) told.push([name, page.time]);
      }
      for (const name of ['imports', 'files?kind=rep', 'denials'])
        told.push(['claims', (await get(name)).time]);
    });
    for (const [name, time] of told) assert.equal((await get(`${name}?${since(time)}`)).data.length, 1, name);
  });

  test('at the end nothing comes again, and what changes on a page that was read does', async () => {
    for (const name of lists) {
      const end = await get(`${name}?${everything}&limit=1000`);
      assert.deepEqual((await get(`${name}?${since(end.time)}`)).data, [], name);
    }
    const first = await get('cases?limit=2');
    await makeCase('while the pages are read');
    const second = await get(`cases?limit=2&cursor=${first.next_cursor}`);
    assert.equal(second.time, first.time);
    assert.equal((await get(`cases?${since(second.time)}`)).data.length, 1);
  });
});
