import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { newCaseInput } from '../../domain/case-input.js';
import { caseAnswer } from '../../domain/case-json.js';
import { jobDefinitions } from '../../jobs/index.js';
import { commandLineActor as by } from '../../services/actor.js';
import { createCase } from '../../services/create-case.js';
import { importCases } from '../../services/import-cases.js';
import { removeOldCaseExports } from '../../services/write-case-export.js';
import { everyCase, listCases } from '../../store/case-list.js';
import { databases, eachDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { temporaryFolder } from '../../testing/test-server.js';

const state = z.looseObject({
  id: z.string(),
  state: z.string(),
  filename: z.string(),
  rows: z.number().nullable(),
  bytes: z.number().nullable(),
  sha256: z.string().nullable(),
});
const hostile = ['=1+1', '-5', '+66', "'=x", "'x", '@a', 'ก,"ข"\r\nค', '🙂 ำ', ' \tแท็บ', '\tx'];

eachDatabase('exports of cases', (database) => {
  const room = temporaryFolder('case-exports');
  const reach = { hospital: null, ownHospital: '99999' };
  let app: TestApp;
  let key = '';
  before(async () => {
    app = await startTestApp({
      db: database.db,
      env: { HOSPITAL_CODE: '99999', EXPORT_DIR: room.folder, DOWNLOAD_DIR: room.folder },
      jobs: jobDefinitions,
      parts: { now: () => new Date('2026-02-03T02:15:27Z') },
    });
    app.parts.runner.start();
    await app.signedIn('admin');
    key = await app.key({ scopes: ['exports:create'] });
    for (const [index, title] of hostile.entries()) {
      const more =
        index % 2 === 0 ? { reporter_phone: '0812345678', external_ref: title.trim() || null } : {};
      const fields = { title, description: title, category: 'other', priority: 'low', ...more };
      const input = newCaseInput.parse({
        ...fields,
        status: index < 3 ? 'resolved' : 'open',
        external_ref: null,
      });
      await createCase(app.parts, { input, source: 'api', reach, by });
    }
  });
  after(async () => {
    await app.parts.runner.stop();
    await app.close();
    room.remove();
  });
  const fresh = async () => ({ 'x-api-key': await app.key({ scopes: ['exports:create'] }) });
  const get = async (place: string, headers: Record<string, string>) =>
    await fetch(`${app.url}${place}`, { headers });
  const order = async (mount: string, body: object, headers: Record<string, string>) =>
    await fetch(`${app.url}${mount}/exports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ kind: 'cases', ...body }),
    });
  const written = async (place: string, headers: Record<string, string>) => {
    for (let turn = 0; turn < 100; turn++) {
      const now = state.parse(await (await get(place, headers)).json());
      if (now.state !== 'running') return now;
      await pause(100);
    }
    throw new Error('the export was not written');
  };

  test('stream what the filter has, pretty printed, under a name of the moment, and record it', async () => {
    const answer = await get('/helpline/api/cases/export?status=resolved&created_after=2025-01-01', {
      'x-api-key': key,
    });
    assert.equal(answer.status, 200);
    const name = 'cases_export_2026-02-03_091527.json';
    assert.equal(answer.headers.get('content-disposition'), `attachment; filename="${name}"`);
    const text = await answer.text();
    const rows = z.array(z.strictObject(caseAnswer.shape)).parse(JSON.parse(text));
    assert.equal(rows.length, 3);
    assert.equal(text, `${JSON.stringify(rows, null, 2)}\n`);
    const [stored] = await listCases(
      database.db,
      { ...everyCase, statuses: ['resolved'] },
      { limit: 1, before: null },
    );
    assert.equal(rows[0]?.updated_at, stored?.updated_at && bangkok(stored.updated_at));
    const audit = await recorded();
    assert.deepEqual(audit, { actor: 'key', row_count: 3 });
    const none = await get('/api/v1/cases/export?category=none', { 'x-api-key': key });
    assert.equal(await none.text(), '[]\n');
    const lines = await (await get('/api/v1/cases/export?format=ndjson', { 'x-api-key': key })).text();
    assert.equal(lines.trimEnd().split('\n').length, hostile.length);
    assert.equal((await get('/helpline/api/cases/export', { 'x-api-key': await app.key() })).status, 403);
    assert.equal((await get('/api/v1/cases/export?format=xml', { 'x-api-key': key })).status, 400);
  });

  test('are written to a file with the rows of the stream; the second of one second is numbered', async () => {
    const caller = await fresh();
    writeFileSync(path.join(room.folder, 'cases_export_2026-02-03_091527.csv'), 'of somebody');
    const first = await order('/helpline/api', { format: 'csv', filters: { status: 'open' } }, caller);
    assert.equal(first.status, 202);
    const begun = state.parse(await first.json());
    assert.deepEqual([begun.state, begun.filename], ['running', 'cases_export_2026-02-03_091527_2.csv']);
    const place = first.headers.get('location') ?? '';
    assert.equal(place, `/helpline/api/exports/${begun.id}`);
    const done = await written(place, caller);
    assert.deepEqual([done.state, done.rows], ['done', hostile.length - 3]);
    const file = readFileSync(path.join(room.folder, done.filename));
    assert.equal(createHash('sha256').update(file).digest('hex'), done.sha256);
    assert.equal(file.length, done.bytes);
    assert.equal(statSync(path.join(room.folder, done.filename)).mode & 0o777, 0o600);
    assert.deepEqual(Buffer.from(await (await get(`${place}/file`, caller)).arrayBuffer()), file);
    const streamed = await get('/helpline/api/cases/export?format=csv&status=open', caller);
    assert.deepEqual(Buffer.from(await streamed.arrayBuffer()), file);
    assert.equal((await get(`${place}/file`, await fresh())).status, 404);
    assert.equal(readdirSync(room.folder).filter((each) => each.endsWith('.part')).length, 0);
    await removeOldCaseExports(database.db, room.folder, new Date(Date.now() + 8 * 86_400_000));
    assert.equal((await get(`${place}/file`, caller)).status, 404);
    assert.ok(!readdirSync(room.folder).includes(done.filename));
  });

  test('need a reason on our own mount, take no name from the caller, and are made once for a key', async () => {
    const caller = await fresh();
    assert.equal((await order('/api/v1', { format: 'json' }, caller)).status, 422);
    assert.equal((await order('/helpline/api', { filename: '../x' }, caller)).status, 422);
    assert.equal((await order('/helpline/api', { filters: { color: 'x' } }, caller)).status, 422);
    assert.equal((await get('/api/v1/exports/..%2F..%2Fx/file', caller)).status, 404);
    const twice = { ...(await fresh()), 'idempotency-key': 'e1' };
    const bodies = [];
    for (let n = 0; n < 2; n++)
      bodies.push(
        await (await order('/api/v1', { format: 'ndjson', reason: 'monthly review' }, twice)).text(),
      );
    assert.equal(bodies[0], bodies[1]);
  });

  test('as CSV come back equal when they are imported into an empty database', async () => {
    const officer = await app.signedIn('claims');
    const csv = await (await officer.get('/cases.csv?status=all')).arrayBuffer();
    const file = path.join(room.folder, 'back.csv');
    writeFileSync(file, Buffer.from(csv));
    const other = databases().find(({ name }) => name === 'embedded');
    assert.ok(other);
    const empty = await other.fresh();
    try {
      const options = {
        mode: 'all_or_nothing',
        dryRun: false,
        onExisting: 'update',
        byPosition: false,
      } as const;
      const parts = { db: empty.db, now: app.parts.now };
      const report = await importCases(
        parts,
        { file, options, reach, by },
        async () => await Promise.resolve(),
      );
      assert.deepEqual([report.imported, report.refused, report.defaulted], [hostile.length, 0, 0]);
      const writable = async (db: typeof empty.db) =>
        (await listCases(db, everyCase, { limit: 99, before: null }))
          .map((row) => [
            row.case_number,
            row.title,
            row.description,
            row.status,
            row.priority,
            row.reporter_phone,
          ])
          .sort();
      assert.deepEqual(await writable(empty.db), await writable(database.db));
      const again = await importCases(
        parts,
        { file: copyOf(file), options, reach, by },
        async () => await Promise.resolve(),
      );
      assert.equal(again.unchanged, hostile.length);
    } finally {
      await empty.close();
    }
  });

  /** The record of an export is written behind its last byte. */
  const recorded = async () => {
    for (let turn = 0; turn < 50; turn++) {
      const row = await database.db.first<object>(sql`
        select actor_kind as actor, row_count from audit_log where subject = 'cases' and outcome = 'done' order by id limit 1`);
      if (row !== null) return row;
      await pause(20);
    }
    throw new Error('the export was not recorded');
  };
  const copyOf = (file: string) => {
    writeFileSync(`${file}.again`, readFileSync(file));
    return `${file}.again`;
  };
  const bangkok = (instant: string) =>
    `${new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 19)}.${/\.(\d{6})/.exec(instant)?.[1]}+07:00`;
});
