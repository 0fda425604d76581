import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { caseAnswer } from '../../domain/case-json.js';
import { eachDatabase } from '../../testing/databases.js';
import { insertClaim, insertFile } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const oneCase = z.strictObject(caseAnswer.shape);
const problem = z.looseObject({
  code: z.string(),
  type: z.string(),
  errors: z
    .array(z.looseObject({ pointer: z.string().optional(), parameter: z.string().optional() }))
    .optional(),
});
const list = z.looseObject({
  data: z.array(z.looseObject({ id: z.number() })),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
});
const minimal = { title: 'ขอเอกสารเพิ่ม', category: 'document', priority: 'medium' };

/** What clients of OpenCHS rely on, with plain HTTP; the same rows are seen on our own mount. */
eachDatabase('cases over HTTP', (database) => {
  let app: TestApp;
  let key = '';
  before(async () => {
    const env = { HOSPITAL_CODE: '99999' };
    app = await startTestApp({ db: database.db, env });
    key = await app.key();
    const fileId = await insertFile(database.db, { filename: 'eclaim_99999_OP_25690105_090000001.xls' });
    const amounts = { day: '2026-01-05', claimed: '100.00', reimbursed: '0.00' };
    await insertClaim(database.db, { tranId: '999000123', fileId, ...amounts, codes: ['305'] });
    await insertClaim(database.db, { tranId: '998000123', fileId, ...amounts, hospital: '99998' });
  });
  after(async () => await app.close());

  const compat = '/helpline/api';
  const native = '/api/v1';
  const ask = async (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
    await fetch(`${app.url}${path}`, { ...init, headers: { 'x-api-key': key, ...headers } });
  const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    await ask(
      path,
      { 'content-type': 'application/json', ...headers },
      { method, body: JSON.stringify(body) },
    );
  const made = async (fields: object = {}) => {
    const answer = await send('POST', `${compat}/cases`, { ...minimal, ...fields });
    assert.equal(answer.status, 201);
    return oneCase.parse(await answer.json());
  };
  const problemOf = async (answer: Response) => problem.parse(await answer.json());

  test('a list is a bare array, asked for with only a key', async () => {
    await made();
    const answer = await ask(`${compat}/cases`);
    assert.equal(answer.status, 200);
    const rows = z.array(oneCase).parse(await answer.json());
    assert.ok(rows.length > 0);
    assert.equal(answer.headers.get('x-next-cursor'), null);
    assert.match(answer.headers.get('x-server-time') ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+07:00$/);
    assert.equal((await fetch(`${app.url}${compat}/cases`)).status, 401);
  });

  test('a case is made with what such clients send, and read again with all of it', async () => {
    const fields = {
      title: 'Bed 5 น้ำเกลือ 🧑🏽‍⚕️',
      description: 'ตรวจรหัส\nแล้วส่งใหม่',
      category: 'Any Word',
      priority: 'critical',
      reporter_phone: '+254700123456',
      reporter_email: 'ward5@hospital.example',
    };
    const answer = await send('POST', `${compat}/cases`, fields);
    assert.equal(answer.status, 201);
    const body = oneCase.parse(await answer.json());
    assert.equal(answer.headers.get('location'), `${compat}/cases/${body.id}`);
    assert.ok(Number.isInteger(body.id) && body.case_number !== '');
    const read = await ask(`${compat}/cases/${body.id}`);
    assert.equal(read.status, 200);
    const again = oneCase.parse(await read.json());
    assert.deepEqual(again, body);
    assert.deepEqual({ ...again, ...fields }, again);
    assert.equal(again.status, 'open');
    assert.deepEqual(oneCase.parse(await (await ask(`${native}/cases/${body.id}`)).json()), again);
  });

  test('what is missing or unknown is 422 with its field named, and nothing is stored', async () => {
    const before = z.array(z.unknown()).parse(await (await ask(`${compat}/cases?limit=1000`)).json()).length;
    const wrong: [object, string][] = [
      [{ title: undefined }, '/title'],
      [{ category: undefined }, '/category'],
      [{ priority: undefined }, '/priority'],
      [{ priority: 'urgent' }, '/priority'],
      [{ id: 7 }, '/id'],
      [{ surname: 'x' }, '/surname'],
      [{ tran_id: '1' }, '/tran_id'],
      [{ assigned_to: 'nobody' }, '/assigned_to'],
      [{ reporter_phone: 'x' }, '/reporter_phone'],
    ];
    for (const [fields, pointer] of wrong) {
      const answer = await send('POST', `${compat}/cases`, { ...minimal, ...fields });
      assert.equal(answer.status, 422, pointer);
      const said = await problemOf(answer);
      assert.equal(said.type, '/help/problems/validation');
      assert.deepEqual(
        said.errors?.map((each) => each.pointer),
        [pointer],
      );
    }
    const after = z.array(z.unknown()).parse(await (await ask(`${compat}/cases?limit=1000`)).json()).length;
    assert.equal(after, before);
  });

  test('PUT and PATCH change only what they carry; the next read shows it with a later updated_at', async () => {
    const first = await made({ description: 'ก', external_ref: 'HIS-7781' });
    const put = await send('PUT', `${compat}/cases/${first.id}`, { status: 'resolved' });
    assert.equal(put.status, 200);
    const second = oneCase.parse(await put.json());
    assert.deepEqual([second.status, second.description, second.version], ['resolved', 'ก', 2]);
    assert.ok(second.updated_at > first.updated_at && second.resolved_at !== null);
    const patch = await send('PATCH', `${native}/cases/${first.id}`, { status: 'open', description: null });
    const third = oneCase.parse(await patch.json());
    assert.deepEqual([third.resolved_at, third.description, third.external_ref], [null, null, 'HIS-7781']);
    const read = oneCase.parse(await (await ask(`${compat}/cases/${first.id}`)).json());
    assert.deepEqual(read, third);
    const same = oneCase.parse(
      await (await send('PUT', `${compat}/cases/${first.id}`, { status: 'open' })).json(),
    );
    assert.deepEqual(same, third);
    assert.equal((await send('PUT', `${compat}/cases/${first.id}`, { version: 3 })).status, 422);
    assert.equal((await send('PUT', `${compat}/cases/${first.id}`, { priority: null })).status, 422);
  });

  test('a version guards a change and spares a read', async () => {
    const { id } = await made();
    const read = await ask(`${compat}/cases/${id}`);
    assert.equal(read.headers.get('etag'), '"1"');
    const spared = await ask(`${compat}/cases/${id}`, { 'if-none-match': '"1"' });
    assert.deepEqual([spared.status, await spared.text()], [304, '']);
    const changes = await Promise.all([
      send('PUT', `${compat}/cases/${id}`, { priority: 'high' }, { 'if-match': '"1"' }),
      send('PUT', `${native}/cases/${id}`, { priority: 'low' }, { 'if-match': '"1"' }),
    ]);
    assert.deepEqual(changes.map(({ status }) => status).sort(), [200, 412]);
    const stale = changes.find(({ status }) => status === 412);
    assert.ok(stale);
    assert.equal((await problemOf(stale)).type, '/help/problems/stale-version');
    assert.equal((await ask(`${compat}/cases/${id}`, { 'if-none-match': 'W/"1", "9"' })).status, 200);
    assert.equal((await ask(`${compat}/cases/${id}`, { 'if-none-match': '"9", W/"2"' })).status, 304);
    const statuses: number[] = [];
    for (const tags of ['"1", "2"', 'W/"3"', 'W/"3", "3"', '"7", "8"', '*'])
      statuses.push(
        (await send('PUT', `${native}/cases/${id}`, { title: tags }, { 'if-match': tags })).status,
      );
    assert.deepEqual(statuses, [200, 412, 200, 412, 200], 'any of several, a weak one is none');
  });

  test('changes since a local time without offset come oldest first, none before it', async () => {
    const old = await made();
    const mark = await made();
    const since = localTime(mark.updated_at);
    await send('PUT', `${compat}/cases/${old.id}`, { priority: 'high' });
    const answer = await ask(`${compat}/cases?updated_since=${since}&limit=100`);
    assert.equal(answer.status, 200);
    const rows = z.array(oneCase).parse(await answer.json());
    assert.deepEqual(
      rows.map(({ id }) => id),
      [mark.id, old.id],
    );
    assert.ok(rows.every(({ updated_at }) => updated_at >= mark.updated_at));
    assert.notEqual(answer.headers.get('x-next-cursor'), null);
    const strict = await ask(`${native}/cases?updated_since=${since}`);
    assert.equal(strict.status, 400);
    assert.equal((await problemOf(strict)).type, '/help/problems/invalid-timestamp');
    for (const bad of ['yesterday', '13/02/2569', '2569-02-13'])
      assert.equal((await ask(`${compat}/cases?updated_since=${bad}`)).status, 400, bad);
  });

  test('who follows the links gets every change once, and who keeps the cursor the later ones', async () => {
    const first = await made();
    const since = encodeURIComponent(first.updated_at);
    const more = [];
    for (let n = 0; n < 7; n++) more.push((await made()).id);
    await send('PUT', `${compat}/cases/${first.id}`, { priority: 'high' });
    const seen: number[] = [];
    let next: string | null = `${compat}/cases?updated_since=${since}&limit=3`;
    let cursor = '';
    for (let page = 0; next !== null && page < 9; page++) {
      const answer = await ask(next);
      seen.push(
        ...z
          .array(oneCase)
          .parse(await answer.json())
          .map(({ id }) => id),
      );
      cursor = answer.headers.get('x-next-cursor') ?? '';
      const link = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
      next = link === undefined ? null : link.slice(app.url.length);
    }
    assert.deepEqual(seen, [...more, first.id]);
    const later = await made();
    const on = await ask(`${compat}/cases?limit=3&cursor=${cursor}`);
    assert.deepEqual(
      z
        .array(oneCase)
        .parse(await on.json())
        .map(({ id }) => id),
      [later.id],
    );
    const other = await ask(`${compat}/cases?limit=3&cursor=${cursor}&status=open`);
    assert.equal((await problemOf(other)).type, '/help/problems/invalid-cursor');
  });

  test('our own mount tells what is gone; the compat mount has no DELETE', async () => {
    const gone = await made();
    const cursor = list.parse(
      await (await ask(`${native}/cases?updated_since=2026-01-01&limit=1000`)).json(),
    ).next_cursor;
    assert.equal((await ask(`${native}/cases/${gone.id}`, {}, { method: 'DELETE' })).status, 403);
    const deleter = await app.key({ scopes: ['cases:delete'] });
    const answer = await ask(`${native}/cases/${gone.id}`, { 'x-api-key': deleter }, { method: 'DELETE' });
    assert.equal(answer.status, 204);
    assert.equal((await ask(`${native}/cases/${gone.id}`)).status, 404);
    const page = list.parse(await (await ask(`${native}/cases?cursor=${cursor}`)).json());
    const [told] = page.data;
    assert.deepEqual(
      [page.data.length, told?.object, told?.id, told?.case_number],
      [1, 'deleted', gone.id, gone.case_number],
    );
    for (const [method, path, allow] of [
      ['DELETE', `${compat}/cases/1`, 'GET, HEAD, PUT, PATCH, OPTIONS'],
      ['POST', `${compat}/cases/1`, 'GET, HEAD, PUT, PATCH, OPTIONS'],
      ['PUT', `${compat}/cases`, 'GET, HEAD, POST, OPTIONS'],
    ] as const) {
      const refused = await send(method, path, {});
      assert.equal(refused.status, 405, `${method} ${path}`);
      assert.deepEqual(new Set(refused.headers.get('allow')?.split(', ')), new Set(allow.split(', ')));
    }
    assert.equal((await ask(`${compat}/cases/999999999`)).status, 404);
    assert.equal((await ask(`${compat}/cases/x`)).status, 404);
  });

  test('filters narrow, pages go down from the newest, and limits are never clamped', async () => {
    const a = await made({ category: 'appeal', priority: 'low', tran_id: '999000123', external_ref: 'R-1' });
    const b = await made({ category: 'coding', case_number: 'EXT-7' });
    const ids = async (query: string) =>
      z
        .array(oneCase)
        .parse(await (await ask(`${compat}/cases?${query}`)).json())
        .map(({ id }) => id);
    assert.deepEqual(await ids('category=appeal,coding'), [b.id, a.id]);
    assert.deepEqual(await ids('tran_id=999000123&priority=low'), [a.id]);
    assert.deepEqual(await ids('external_ref=R-1'), [a.id]);
    assert.deepEqual(await ids('case_number=EXT-7'), [b.id]);
    assert.deepEqual(await ids('category=appeal&created_before=2026-01-01'), []);
    assert.deepEqual(await ids('category=appeal&created_after=2026-01-01'), [a.id]);
    const walked: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? 'limit=4' : `limit=4&cursor=${cursor}`;
      const page = list.parse(await (await ask(`${native}/cases?${query}`)).json());
      walked.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    assert.deepEqual(walked, await ids('limit=1000'));
    for (const bad of [
      'limit=0',
      'limit=1001',
      'limit=x',
      'status=new',
      'color=red',
      'status=open&status=closed',
    ])
      assert.equal((await ask(`${compat}/cases?${bad}`)).status, 400, bad);
  });

  test('a key of one hospital sees, changes and names nothing of another', async () => {
    const ours = await made();
    const theirs = { 'x-api-key': await app.key({ hospital: '99998' }) };
    assert.equal((await ask(`${compat}/cases/${ours.id}`, theirs)).status, 404);
    assert.equal((await send('PUT', `${compat}/cases/${ours.id}`, { status: 'closed' }, theirs)).status, 404);
    assert.deepEqual(await (await ask(`${compat}/cases`, theirs)).json(), []);
    const unknown = async (tranId: string) =>
      (await problemOf(await send('POST', `${compat}/cases`, { ...minimal, tran_id: tranId }, theirs)))
        .errors;
    assert.deepEqual(await unknown('999000123'), await unknown('no-such-claim'));
    const answer = await send('POST', `${compat}/cases`, { ...minimal, tran_id: '998000123' }, theirs);
    assert.equal(answer.status, 201);
    assert.equal(
      (await send('POST', `${compat}/cases`, { ...minimal, case_number: ours.case_number })).status,
      409,
    );
  });

  /** As clients without a notion of zones write it: the clock of the server, which runs in Asia/Bangkok. */
  const localTime = (instant: string) => instant.slice(0, 26);
});
