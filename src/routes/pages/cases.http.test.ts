import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { newCaseInput } from '../../domain/case-input.js';
import { commandLineActor as by } from '../../services/actor.js';
import { createCase } from '../../services/create-case.js';
import { caseActivity } from '../../store/case-activity.js';
import { findCase } from '../../store/cases.js';
import { eachDatabase } from '../../testing/databases.js';
import { insertClaim, insertFile } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

eachDatabase('pages of cases', (database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ db: database.db, env: { HOSPITAL_CODE: '99999' } });
    await app.signedIn('admin');
    const fileId = await insertFile(database.db, { filename: 'eclaim_99999_OP_25690105_090000001.xls' });
    const amounts = { day: '2026-01-05', claimed: '100.00', reimbursed: '0.00' };
    await insertClaim(database.db, { tranId: '999000123', fileId, ...amounts, codes: ['305'] });
  });
  after(async () => await app.close());
  const make = (fields: object = {}) =>
    createCase(app.parts, {
      input: newCaseInput.parse({
        title: 'ขอเอกสารเพิ่ม',
        category: 'document',
        priority: 'medium',
        ...fields,
      }),
      source: 'api',
      reach: { hospital: null, ownHospital: '99999' },
      by,
    });
  const idOf = (answer: Response) => Number(/\/cases\/(\d+)/.exec(answer.headers.get('location') ?? '')?.[1]);

  test('an empty list says what cases are and how the first one is made', async () => {
    const officer = await app.signedIn('claims');
    const html = await (await officer.get('/cases')).text();
    assert.match(html, /ยังไม่มีเรื่องติดตาม/);
    assert.match(html, /href="\/cases\/new"/);
    const auditor = await (await (await app.signedIn('auditor')).get('/cases?lang=en')).text();
    assert.match(auditor, /No cases yet/);
    assert.doesNotMatch(auditor, /href="\/cases\/new"/);
  });

  test('a case is made from the page of a claim, worked on, and stands on the page of the claim', async () => {
    const officer = await app.signedIn('claims');
    const form = await (await officer.get('/cases/new?tran_id=999000123')).text();
    assert.match(form, /value="แก้เคลม 999000123 ที่ติด 305"/);
    const fields = {
      ...{ title: 'ตรวจรหัส 305', description: 'บรรทัดแรก\r\nบรรทัดสอง', category: 'denial', priority: 'high' },
      ...{ status: 'open', tran_id: '999000123', reporter_phone: '081-234-5678', reporter_email: '' },
      ...{ assigned_to: 'test.claims', external_ref: '' },
    };
    const made = await officer.submit('/cases/new', fields);
    assert.equal(made.status, 303);
    const id = idOf(made);
    const stored = await findCase(database.db, id, null);
    assert.deepEqual(
      [stored?.source, stored?.deny_code, stored?.description, stored?.reporter_phone],
      ['page', '305', 'บรรทัดแรก\nบรรทัดสอง', '+66812345678'],
    );
    const page = await (await officer.get(`/cases/${id}`)).text();
    assert.match(page, /href="\/claims\/999000123"/);
    assert.doesNotMatch(page, /812345678/);
    const work = { version: '1', status: 'in_progress', priority: 'critical', assigned_to: '' };
    assert.equal((await officer.submit(`/cases/${id}`, work)).status, 303);
    const changed = await findCase(database.db, id, null);
    assert.deepEqual(
      [changed?.status, changed?.priority, changed?.assigned_to, changed?.reporter_phone, changed?.title],
      ['in_progress', 'critical', null, '+66812345678', 'ตรวจรหัส 305'],
    );
    assert.equal((await caseActivity(database.db, id)).length, 4);
    const told = await (await officer.get(`/cases/${id}`)).text();
    assert.match(told, /เปิด → กำลังทำ/);
    assert.match(told, /test\.claims → ว่าง/);
    const late = await officer.submit(`/cases/${id}`, { ...work, status: 'closed' });
    assert.equal(late.status, 412);
    assert.equal((await findCase(database.db, id, null))?.status, 'in_progress');
  });

  test('what is wrong is named beside its field, and what was typed is still there', async () => {
    const officer = await app.signedIn('claims');
    const answer = await officer.submit('/cases/new', {
      ...{ title: '', description: 'ยังอยู่', category: 'denial', priority: 'low', status: 'open' },
      ...{ tran_id: '1', reporter_phone: 'x' },
    });
    assert.equal(answer.status, 422);
    const html = await answer.text();
    for (const anchor of ['#f-title', '#f-reporter_phone'])
      assert.match(html, new RegExp(`href="${anchor}"`));
    assert.match(html, /ยังอยู่/);
    const claim = await officer.submit('/cases/new', {
      ...{ title: 'ก', category: 'denial', priority: 'low', tran_id: '1' },
    });
    assert.match(await claim.text(), /ไม่มีเคลม TRAN_ID นี้ในระบบ/);
  });

  test('the list is filtered by its address; json and csv are the same rows', async () => {
    const open = await make({ title: 'ค้นหา 50% _ก', category: 'coding', priority: 'low' });
    await make({ title: 'เสร็จแล้ว', category: 'coding', status: 'closed' });
    const officer = await app.signedIn('claims');
    const rows = z.looseObject({
      rows: z.array(z.looseObject({ id: z.number(), title: z.string() })),
      total: z.number(),
    });
    const ids = async (query: string) =>
      rows.parse(await (await officer.get(`/cases.json?${query}`)).json()).rows.map(({ id }) => id);
    assert.deepEqual(await ids('category=coding'), [open.id]);
    assert.equal((await ids('category=coding&status=all')).length, 2);
    assert.deepEqual(await ids(`q=${encodeURIComponent('50% _')}&status=all`), [open.id]);
    assert.deepEqual(await ids(`q=${open.case_number.toLowerCase()}`), [open.id]);
    assert.deepEqual(await ids('assigned_to=none&priority=low'), [open.id]);
    assert.deepEqual(await ids('created_before=2026-01-01&status=all'), []);
    const json = await (await officer.get('/cases.json?status=all')).text();
    assert.doesNotMatch(json, /reporter_/);
    const html = await (await officer.get('/cases?category=coding&status=closed&lang=en')).text();
    assert.match(html, /เสร็จแล้ว/);
    assert.doesNotMatch(html, /50% _/);
    assert.equal((await officer.get('/cases?status=new')).status, 400);
  });

  test('finance and auditors read, administrators and viewers do not; nobody else changes', async () => {
    const { id } = await make();
    for (const [role, reads] of [
      ['finance', true],
      ['auditor', true],
      ['viewer', false],
      ['admin', false],
    ] as const) {
      const reader = await app.signedIn(role);
      assert.equal((await reader.get('/cases')).status, reads ? 200 : 403, role);
      assert.equal((await reader.get(`/cases/${id}`)).status, reads ? 200 : 403, role);
      const changed = await reader.submit(
        `/cases/${id}`,
        { version: '1', status: 'closed' },
        '/settings/account',
      );
      assert.equal(changed.status, 403, role);
    }
    const claim = await (await app.signedIn('finance')).get('/claims/999000123');
    assert.ok([200, 404].includes(claim.status));
  });

  test('the history of a case goes out as csv, and that is recorded', async () => {
    const { id } = await make();
    const officer = await app.signedIn('claims');
    const csv = await (await officer.get(`/cases/${id}.csv`)).text();
    assert.match(csv, /^\ufeff?at,by,activity,field,old_value,new_value\r\n.*created/);
    assert.equal((await (await app.signedIn('auditor')).get(`/cases/${id}.csv`)).status, 403);
    const one = await officer.get(`/cases/${id}.json`);
    assert.equal(z.looseObject({ total: z.number() }).parse(await one.json()).total, 1);
  });
});
