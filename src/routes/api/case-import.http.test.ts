import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { caseImportReport } from '../../domain/case-import.js';
import { jobDefinitions } from '../../jobs/index.js';
import { eachDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { temporaryFolder } from '../../testing/test-server.js';

const job = z.looseObject({ id: z.string(), status: z.string(), report: caseImportReport.nullish() });
const text =
  'case_number,title,description,category,priority,reporter_phone\r\nEXT-1,หนึ่ง,,denial,high,081-234-5678\r\nEXT-2,,,,,\r\nEXT-3,สาม,,,,\r\n';

eachDatabase('import of cases over HTTP', (database) => {
  const room = temporaryFolder('case-import');
  let app: TestApp;
  let key = '';
  before(async () => {
    const env = { HOSPITAL_CODE: '99999', DOWNLOAD_DIR: room.folder };
    app = await startTestApp({ db: database.db, env, jobs: jobDefinitions });
    key = await app.key({ scopes: ['imports:write'] });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.parts.runner.stop();
    await app.close();
    room.remove();
  });
  const send = async (query: string, body: string | FormData, headers: Record<string, string> = {}) =>
    await fetch(`${app.url}/helpline/api/cases/import${query}`, {
      method: 'POST',
      body,
      headers: {
        'x-api-key': key,
        ...(typeof body === 'string' && { 'content-type': 'text/csv' }),
        ...headers,
      },
    });
  const reportOf = async (answer: Response) => caseImportReport.parse(await answer.json());
  const count = async () =>
    (await database.db.first<{ n: number }>(sql`select count(*) as n from cases`))?.n ?? 0;

  test('answers the report; the row without a title is told by its number, the others are in', async () => {
    const dry = await reportOf(await send('?dry_run=true', text));
    assert.deepEqual([dry.imported, dry.dry_run, await count()], [2, true, 0]);
    const answer = await send('', text);
    assert.equal(answer.status, 200);
    const report = await reportOf(answer);
    assert.deepEqual([report.rows, report.imported, report.refused, report.defaulted], [3, 2, 1, 2]);
    assert.deepEqual(report.errors, [
      { row: 3, case_number: 'EXT-2', field: 'title', message: 'is required' },
    ]);
    const list = await fetch(`${app.url}${report.errors_url}`, { headers: { 'x-api-key': key } });
    assert.equal(
      await list.text(),
      '\ufeffrow,case_number,field,message\r\n3,EXT-2,title,is required\r\n'.slice(1),
    );
    const other = await app.key({ scopes: ['imports:write'] });
    assert.equal(
      (await fetch(`${app.url}${report.errors_url}`, { headers: { 'x-api-key': other } })).status,
      404,
    );
    const again = await reportOf(await send('', text));
    assert.deepEqual([again.imported, again.updated, again.unchanged], [0, 0, 2]);
  });

  test('takes a file of a form, and a repeat with its Idempotency-Key does nothing twice', async () => {
    const before = await count();
    const form = () => {
      const made = new FormData();
      made.set('file', new Blob(['title\nจากฟอร์ม\n'], { type: 'text/csv' }), 'cases.csv');
      return made;
    };
    assert.equal((await reportOf(await send('', form()))).imported, 1);
    const twice = { 'idempotency-key': 'file-1' };
    const first = await (await send('', 'title\nครั้งเดียว\n', twice)).text();
    const second = await send('', 'title\nครั้งเดียว\n', twice);
    assert.deepEqual([await second.text(), second.headers.get('idempotent-replayed')], [first, 'true']);
    assert.equal((await send('', 'title\nอื่น\n', twice)).status, 422);
    assert.equal((await send('?mode=all_or_nothing', 'title\nครั้งเดียว\n', twice)).status, 422);
    assert.equal(await count(), before + 2);
  });

  test('refuses every part of a form but its file: no option of it is passed over', async () => {
    const before = await count();
    const pointersOf = async (parts: Record<string, string | Blob>) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(parts))
        if (typeof value === 'string') form.append(name, value);
        else form.append(name, value, 'cases.csv');
      const answer = await send('', form);
      const said = z
        .looseObject({ errors: z.array(z.looseObject({ pointer: z.string() })) })
        .parse(await answer.json());
      return [answer.status, ...said.errors.map(({ pointer }) => pointer)];
    };
    const file = new Blob(['title\nไม่เก็บ\n'], { type: 'text/csv' });
    assert.deepEqual(await pointersOf({ dry_run: 'true', mode: 'all_or_nothing', file }), [
      ...[422, '/dry_run', '/mode'],
    ]);
    assert.deepEqual(await pointersOf({ file, 'a/b': 'behind the file' }), [422, '/a~1b']);
    assert.deepEqual(await pointersOf({ upload: file }), [422, '/upload']);
    const many = new FormData();
    for (let index = 0; index < 60; index += 1) many.append(`_csrf`, 'x');
    many.append('file', file, 'cases.csv');
    assert.equal((await send('', many)).status, 413);
    assert.equal(await count(), before);
  });

  test('refuses what it does not know, by name', async () => {
    const header = await send('', 'title,surname\nก,ข\n');
    assert.equal(header.status, 422);
    const said = z.looseObject({ type: z.string(), detail: z.string() }).parse(await header.json());
    assert.equal(said.type, '/help/problems/csv-header-unknown');
    assert.match(said.detail, /surname/);
    assert.equal((await send('?mode=some', text)).status, 400);
    assert.equal((await send('', text, { 'content-type': 'text/plain' })).status, 415);
    assert.equal((await send('', text, { 'x-api-key': await app.key() })).status, 403);
    const broken = await fetch(`${app.url}/api/v1/cases/import`, {
      ...{ method: 'POST', body: new Uint8Array([0x74, 0x0a, 0xff, 0xfe]) },
      headers: { 'x-api-key': key, 'content-type': 'text/csv' },
    });
    assert.equal(broken.status, 400);
  });

  test('a long file is a job, which tells the same report', async () => {
    app.parts.runner.start();
    const once = { prefer: 'respond-async', 'idempotency-key': 'job-1' };
    const answer = await send('', 'case_number,title\nJOB-1,ก\nJOB-2,\n', once);
    assert.equal(answer.status, 202);
    const location = answer.headers.get('location') ?? '';
    assert.match(location, /^\/api\/v1\/jobs\/job_/);
    await answer.arrayBuffer();
    const again = await send('', 'case_number,title\nJOB-1,ก\nJOB-2,\n', once);
    assert.deepEqual([again.status, again.headers.get('location')], [202, location]);
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
    await again.arrayBuffer();
    let told = job.parse(
      await (await fetch(`${app.url}${location}`, { headers: { 'x-api-key': key } })).json(),
    );
    for (let turn = 0; turn < 100 && !told.status.startsWith('completed'); turn++) {
      await pause(100);
      told = job.parse(
        await (await fetch(`${app.url}${location}`, { headers: { 'x-api-key': key } })).json(),
      );
    }
    assert.deepEqual([told.report?.rows, told.report?.imported, told.report?.refused], [2, 1, 1]);
    assert.match(String(told.created_at), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+07:00$/);
    const stranger = { 'x-api-key': await app.key({ scopes: ['imports:write'] }) };
    const seen = job.parse(await (await fetch(`${app.url}${location}`, { headers: stranger })).json());
    assert.equal(seen.report, undefined);
    const without = await app.key();
    assert.equal((await fetch(`${app.url}${location}`, { headers: { 'x-api-key': without } })).status, 403);
  });

  test('the page tries a file first, then takes it in, and shows its refused rows', async () => {
    const officer = await app.signedIn('claims');
    const post = async (fields: Record<string, string>) => {
      const form = new FormData();
      form.set('_csrf', await officer.token('/cases/import'));
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new Blob(['เลขเรื่อง;เรื่อง\nPAGE-1;ก\nPAGE-2;\n']), 'ก.csv');
      return await officer.send('/cases/import', { method: 'POST', body: form });
    };
    const before = await count();
    const dry = await post({ dry_run: 'true' });
    assert.equal(dry.status, 303);
    assert.match(
      await (await officer.get(dry.headers.get('location') ?? '')).text(),
      /ผลการลอง ยังไม่บันทึกอะไร/,
    );
    assert.equal(await count(), before);
    const real = await post({ mode: 'best_effort' });
    const place = real.headers.get('location') ?? '';
    const html = await (await officer.get(place)).text();
    assert.match(html, /PAGE-2/);
    assert.match(html, /ต้องกรอก/);
    assert.match(await (await officer.get(`${place}/errors.csv`)).text(), /3,PAGE-2,title,is required/);
    assert.equal(await count(), before + 1);
    const finance = await app.signedIn('finance');
    assert.equal((await finance.get('/cases/import')).status, 403);
  });
});
