import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { figures } from '../../figures/index.js';
import { defineJob } from '../../jobs/job.js';
import { latestAudit } from '../../store/audit-log.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';

const quietDownload = (type: 'download_rep' | 'download_stm') =>
  defineJob({ type, params: z.looseObject({}), dedupeKey: () => null, run: async () => undefined });

describe('the API of page sessions', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let officer: TestBrowser;
  const read = async (answer: Response) => z.looseObject({}).parse(await answer.json());
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    app = await startTestApp({
      db: fresh.db,
      env: { HOSPITAL_CODE: '99999' },
      jobs: () => [quietDownload('download_rep'), quietDownload('download_stm')],
    });
    await app.signedIn('admin');
    officer = await app.signedIn('claims');
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  test('lists the figures with their definitions in both languages', async () => {
    const answer = await read(await officer.send('/api/v1/figures', {}));
    assert.match(JSON.stringify(answer), /"name":"claims-summary".*"th":.*"en":/);
  });

  test('answers a figure with every month of the fiscal year, also before the first import', async () => {
    const answer = await read(
      await officer.send('/api/v1/figures/claims-summary?fiscal_year=2569&by=month', {}),
    );
    assert.equal(answer.figure, 'claims-summary');
    assert.equal(z.array(z.unknown()).parse(answer.rows).length, 12);
  });

  test('answers each figure by what it is split by first, and the same rows as CSV that Excel opens', async () => {
    for (const { name, by, fields } of figures) {
      const answer = await read(await officer.send(`/api/v1/figures/${name}`, {}));
      assert.deepEqual([answer.figure, answer.by], [name, by[0]]);
      const csv = await officer.send(`/api/v1/figures/${name}.csv`, {});
      assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8', name);
      const bytes = new Uint8Array(await csv.arrayBuffer());
      const named = /filename="(.+)_\d{4}-\d\d-\d\d_\d{6}_(\d+)_rows\.csv"/.exec(
        csv.headers.get('content-disposition') ?? '',
      );
      const sent = new TextDecoder().decode(bytes).trimEnd().split('\r\n').length - 1;
      assert.deepEqual([named?.[1], Number(named?.[2])], [name, sent]);
      const [recorded] = await latestAudit(fresh.db, 1);
      assert.deepEqual([recorded?.action, recorded?.subject], ['export', `figure ${name}`]);
      assert.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf], name);
      const [heading = '', ...lines] = new TextDecoder().decode(bytes).trimEnd().split('\r\n');
      assert.ok(heading.startsWith('key,label'), name);
      assert.ok(heading.endsWith(fields.map((field) => field.name).join(',')), name);
      assert.equal(lines.length, z.array(z.unknown()).parse(answer.rows).length, name);
    }
  });

  test('amounts per bed are of the beds in the settings', async () => {
    const beds = async () =>
      z
        .looseObject({ beds: z.number().nullable() })
        .parse((await read(await officer.send('/api/v1/figures/per-bed', {}))).total).beds;
    await app.parts.settings.save({ HOSPITAL_BEDS: '37' }, { userId: null });
    assert.equal(await beds(), 37);
    await app.parts.settings.save({ HOSPITAL_BEDS: '' }, { userId: null });
    assert.equal(await beds(), null);
  });

  test('the help page defines every figure under its name', async () => {
    const page = await (await officer.get('/help?lang=en')).text();
    for (const { name, title } of figures) {
      assert.ok(page.includes(`id="figure-${name}"`), name);
      assert.ok(page.includes(title.en), name);
    }
  });

  test('refuses a filter that the figure cannot honour, with those that it can', async () => {
    const refused = await officer.send('/api/v1/figures/claims-summary.csv?by=age', {});
    assert.equal(refused.status, 400);
    const split = await read(refused);
    assert.equal(split.code, 'split_not_applicable');
    assert.match(String(split.detail), /scheme/);
    const foreign = await officer.send('/api/v1/figures/work-done?drg=04510', {});
    assert.equal(foreign.status, 400);
    const { code, detail } = await read(foreign);
    assert.equal(code, 'filter_not_applicable');
    assert.match(String(detail), /scheme, kind, hospital/);
    const list = await read(await officer.send('/api/v1/figures', {}));
    assert.match(JSON.stringify(list), /"filters":\["fiscal_year"/);
  });

  test('refuses what it does not know: figure 404, parameter 400 by name, two periods 400', async () => {
    assert.equal((await officer.send('/api/v1/figures/no-such', {})).status, 404);
    const unknown = await officer.send('/api/v1/figures/claims-summary?fiscalyear=2569', {});
    assert.equal(unknown.status, 400);
    assert.deepEqual((await read(unknown)).errors, [
      { parameter: 'fiscalyear', detail: 'is not a parameter of this address' },
    ]);
    const two = await officer.send('/api/v1/figures/claims-summary?fiscal_year=2569&from=2026-01-01', {});
    assert.equal(two.status, 400);
  });

  test('starts a download and answers the job, which can be asked for', async () => {
    const answer = await officer.call('POST', '/api/v1/downloads', {
      month: 1,
      year: 2569,
      schemes: ['ucs'],
    });
    assert.equal(answer.status, 202);
    const job = await read(answer);
    assert.equal(job.status, 'queued');
    const address = answer.headers.get('location') ?? '';
    assert.equal(address, `/api/v1/jobs/${String(job.id)}`);
    assert.equal((await read(await officer.send(address, {}))).id, job.id);
  });

  test('a key of another hospital starts no download, nor is it told of one that runs', async () => {
    const post = async (hospital: string | null) => {
      const key = await app.key({ scopes: ['downloads:start'], hospital });
      return await fetch(`${app.url}/api/v1/downloads`, {
        method: 'POST',
        headers: { 'x-api-key': key, 'content-type': 'application/json' },
        body: JSON.stringify({ month: 1, year: 2569 }),
      });
    };
    const refused = await post('99998');
    assert.deepEqual([refused.status, (await read(refused)).type], [404, '/help/problems/not-found']);
    for (const hospital of [null, '99999']) assert.equal((await post(hospital)).status, 202);
  });

  test('starts a download of statements, which are of one scheme', async () => {
    const month = { kind: 'stm', month: 1, year: 2569 };
    const answer = await officer.call('POST', '/api/v1/downloads', month);
    assert.equal(answer.status, 202);
    assert.equal((await read(answer)).type, 'download_stm');
    const other = await officer.call('POST', '/api/v1/downloads', { ...month, schemes: ['ofc'] });
    assert.equal(other.status, 422);
  });

  test('starts several months as one job, and refuses months that cannot be asked for by their field', async () => {
    const post = (body: object) => officer.call('POST', '/api/v1/downloads', body);
    const started = await post({ from: '2568-10', to: '2568-12', schemes: ['ucs', 'ofc'] });
    assert.equal(started.status, 202);
    assert.equal((await read(started)).type, 'download_rep');
    const wrong = [
      [{ from: '2569-02', to: '2569-01' }, 'months_reversed', '/to'],
      [{ from: '2560-01', to: '2569-01' }, 'months_too_many', '/from'],
      [{ from: '2026-01', to: '2569-01' }, 'month_gregorian', '/from'],
      [{ from: '2698-01', to: '2698-01' }, 'month_in_future', '/from'],
      [{ month: 1, year: 2698 }, 'month_in_future', '/month'],
      [{ from: '2569-01' }, 'validation', '/to'],
      [{ month: 1 }, 'validation', '/year'],
      [{ from: '2569-01', to: '2569-01', month: 1 }, 'validation', '/month'],
    ] as const;
    for (const [body, code, pointer] of wrong) {
      const answer = await post(body);
      assert.equal(answer.status, 422, code);
      const problem = await read(answer);
      assert.equal(problem.code, code);
      const [field] = z.array(z.looseObject({ pointer: z.string() })).parse(problem.errors);
      assert.equal(field?.pointer, pointer, code);
    }
  });

  test('names the fields of a body that are wrong, and stores nothing', async () => {
    const wrong = await officer.call('POST', '/api/v1/downloads', { month: 13, year: 2026, extra: 1 });
    assert.equal(wrong.status, 422);
    const { errors, code } = await read(wrong);
    assert.equal(code, 'validation');
    const pointers = z.array(z.looseObject({ pointer: z.string() })).parse(errors);
    assert.deepEqual(pointers.map(({ pointer }) => pointer).sort(), ['/extra', '/month', '/year']);
  });

  test('tells bad JSON, another media type and a body that is too large apart', async () => {
    const token = await officer.token('/settings/account');
    const post = async (type: string, body: string) =>
      await officer.send('/api/v1/downloads', {
        method: 'POST',
        headers: { 'content-type': type, 'x-csrf-token': token },
        body,
      });
    assert.equal((await post('application/json', '{"month":')).status, 400);
    assert.equal((await post('text/plain', 'month')).status, 415);
    assert.equal((await post('application/json', `{"x":"${'a'.repeat(1_100_000)}"}`)).status, 413);
  });

  test('says who is signed in and what they may do', async () => {
    const answer = await read(await officer.send('/api/v1/session', {}));
    assert.deepEqual(answer.roles, ['claims']);
    assert.ok(z.array(z.string()).parse(answer.permissions).includes('fetch'));
  });
});
