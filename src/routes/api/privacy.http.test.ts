import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { scopes } from '../../domain/scope.js';
import { figures } from '../../figures/index.js';
import { startPracticeHookServer } from '../../practice/receivers/hook-server.js';
import { importRepFile } from '../../services/import-rep-file.js';
import { eachDatabase } from '../../testing/databases.js';
import { importRoom } from '../../testing/import-parts.js';
import { repTestWorkbook, ucsRow } from '../../testing/rep-workbook.js';
import { statementBytes, statementRow } from '../../testing/statement-workbook.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { webhookRoom } from '../../testing/webhook-room.js';
import { routes } from '../index.js';

/** Of a patient: nowhere, unless it is asked for by scope and wish. */
const patient = {
  hn: 'HN7788990',
  an: 'AN7788991',
  pid: '9900000778899',
  name: 'มาร์คเกอร์ ทดสอบชื่อ',
} as const;
/** What people write in a case: to who may read cases, nowhere else. */
const words = {
  phone: '+66819990001',
  email: 'marker@hospital.example',
  title: 'มาร์คเรื่อง',
  text: 'มาร์คข้อความ',
};
const ofCases = /^\/(api\/v1|helpline\/api)\/cases(\/|$)/;
/** An export of cases has their words, by a scope of its own. */
const withWords: readonly string[] = ['cases:read', 'claims:identifiers', 'exports:create'];
const ofClaims = scopes.filter((scope) => !withWords.includes(scope));

eachDatabase('what leaves over the API without being asked for', (database) => {
  const room = importRoom();
  const hooks = webhookRoom(() => database.db);
  let app: TestApp;
  let receiver: Awaited<ReturnType<typeof startPracticeHookServer>>;
  let caseId = 0;
  before(async () => {
    receiver = await startPracticeHookServer();
    await hooks.open(`${receiver.url}/hooks`, ['*']);
    app = await startTestApp({ db: database.db });
    await take(
      'eclaim_99999_IP_25690105_201501885.xls',
      repTestWorkbook({
        form: 'ucs',
        rows: [
          ucsRow('990001', { ...patient, error_code: '305', reimb_nhso: 0 }),
          ucsRow('990002', { ...patient, error_code: '-' }),
        ],
      }),
    );
    const { name: patient_name, ...ids } = patient;
    const stated = [statementRow('990002', { ...ids, patient_name })];
    await take('STM_99999_IPUCS256811_01.xls', statementBytes({ details: [{ name: 'IP', rows: stated }] }));
    const answer = await fetch(`${app.url}/api/v1/cases`, {
      method: 'POST',
      headers: { 'x-api-key': await app.key(), 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ title: words.title, description: words.text, category: 'denial', priority: 'high' },
        ...{ tran_id: '990001', reporter_phone: words.phone, reporter_email: words.email },
      }),
    });
    caseId = z.looseObject({ id: z.number() }).parse(await answer.json()).id;
    await hooks.turn();
  });
  after(async () => {
    await receiver.close();
    await app.close();
    room.remove();
  });

  async function take(name: string, bytes: Buffer): Promise<void> {
    const result = await importRepFile(room.parts(database.db), {
      path: room.put(name, bytes),
      source: 'cli',
    });
    assert.match(result.status, /^completed/, JSON.stringify(result.problems));
  }

  const firstId = async (table: 'eclaim_imported_files' | 'webhook_endpoints') => {
    const row =
      table === 'webhook_endpoints'
        ? await database.db.first<{ id: number }>(sql`select min(id) as id from webhook_endpoints`)
        : await database.db.first<{ id: number }>(sql`select min(id) as id from eclaim_imported_files`);
    return String(row?.id);
  };

  /** Every address that is read, with what there is in place of its names. */
  async function addresses(): Promise<string[]> {
    const [file, hook] = [await firstId('eclaim_imported_files'), await firstId('webhook_endpoints')];
    const idOf = (path: string) =>
      path.includes('/cases/') ? String(caseId) : path.includes('/webhooks/') ? hook : file;
    return routes.flatMap(({ method, path, api }) => {
      if (method !== 'get' || api === undefined) return [];
      const filled = path.replace(':tran_id', '990001').replace(':id', idOf(path));
      return filled.includes(':name') ? figures.map(({ name }) => filled.replace(':name', name)) : [filled];
    });
  }

  const found = (text: string, marks: object) =>
    Object.entries(marks).flatMap(([name, mark]) => (text.includes(String(mark)) ? [name] : []));

  async function read(path: string, key: string): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${app.url}${path}`, { headers: { 'x-api-key': key } });
    return { status: answer.status, text: await answer.text() };
  }

  test('no answer has a number or name of a patient, and what people wrote stands in cases alone', async () => {
    const key = await app.key({ scopes: [...scopes], ratePerMinute: 10_000 });
    let good = 0;
    for (const path of await addresses()) {
      const { status, text } = await read(path, key);
      good += status === 200 ? 1 : 0;
      assert.deepEqual(found(text, patient), [], path);
      if (!ofCases.test(path)) assert.deepEqual(found(text, words), [], path);
    }
    assert.ok(good > 30, `${good} answers`);
    const own = await read(`/api/v1/cases/${caseId}`, key);
    assert.deepEqual(found(own.text, words), Object.keys(words));
    const asked = await read('/api/v1/claims/990001?include=identifiers', key);
    assert.deepEqual(found(asked.text, patient), Object.keys(patient));
  });

  test('a key without the scopes for them gets neither cases nor identifiers', async () => {
    const key = await app.key({ scopes: ofClaims, ratePerMinute: 10_000 });
    for (const path of await addresses()) {
      const { text } = await read(path, key);
      assert.deepEqual(found(text, { ...patient, ...words }), [], path);
    }
    assert.equal((await read('/api/v1/claims?include=identifiers', key)).status, 403);
  });

  test('webhooks, their log, and the log of the program have none of it', async () => {
    const told = receiver.calls.map(({ body }) => body).join('\n');
    assert.ok(told.includes('claim.denied') && told.includes('case.created'), told);
    const { ring } = app.parts;
    const lines = Array.from({ length: ring.last() }, (_, at) => ring.at(at + 1)?.json ?? '').join('\n');
    assert.ok(lines.includes('request answered'));
    const kept = await database.db.query<{ data: string }>(sql`select data from events`);
    for (const text of [told, lines, JSON.stringify(kept)])
      assert.deepEqual(found(text, { ...patient, ...words }), []);
  });
});
