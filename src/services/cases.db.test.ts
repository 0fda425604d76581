import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from '../db/sql.js';
import { caseFieldNames } from '../domain/case.js';
import { CaseFault } from '../domain/case-fault.js';
import { caseChangeInput, newCaseInput } from '../domain/case-input.js';
import { caseActivity } from '../store/case-activity.js';
import { findCase, type StoredCase } from '../store/cases.js';
import { insertUser } from '../store/users.js';
import { eachDatabase } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { commandLineActor as by } from './actor.js';
import { changeCase } from './change-case.js';
import { createCase } from './create-case.js';
import { removeCase } from './delete-case.js';

const reach = { hospital: null, ownHospital: '99999' };
const minimal = { title: 'ขอเอกสารเพิ่ม', category: 'document', priority: 'medium' };
const now = () => new Date('2026-02-03T02:15:27Z');

eachDatabase('cases', (database) => {
  const parts = () => ({ db: database.db, now });
  const create = (fields: object = {}) =>
    createCase(parts(), { input: newCaseInput.parse({ ...minimal, ...fields }), source: 'api', reach, by });
  const change = (id: number, fields: object, ifVersion: number | null = null) =>
    changeCase(parts(), { id, input: caseChangeInput.parse(fields), reach, by, ifVersion });

  before(async () => {
    const fileId = await insertFile(database.db, { filename: 'eclaim_99999_OP_25690105_090000001.xls' });
    await insertClaim(database.db, {
      tranId: '999000123',
      fileId,
      day: '2026-01-05',
      claimed: '100.00',
      reimbursed: '0.00',
      codes: ['305', 'C312'],
    });
    const other = { email: null, fullName: null, passwordHash: null, mustChangePassword: false } as const;
    await insertUser(database.db, { ...other, username: 'officer1', language: 'th', roles: ['claims'] });
  });

  test('a new case has a number of the fiscal year, version 1, and times that do not run backwards', async () => {
    const first = await create();
    const second = await create();
    assert.match(first.case_number, /^CASE-2569-\d{6}$/);
    assert.equal(Number(second.case_number.slice(-6)), Number(first.case_number.slice(-6)) + 1);
    assert.deepEqual(
      [first.version, first.status, first.source, first.resolved_at],
      [1, 'open', 'api', null],
    );
    assert.ok(first.updated_at !== null && first.created_at <= first.updated_at);
    assert.ok(second.updated_at !== null && first.updated_at < second.updated_at);
    const [row] = await caseActivity(database.db, first.id);
    assert.equal(row?.activity, 'created');
  });

  test('a case from before the hospital was known becomes one of its claim’s hospital', async () => {
    const unknown = { hospital: null, ownHospital: '' };
    const make = (fields: object) => {
      const input = newCaseInput.parse({ ...minimal, ...fields });
      return createCase(parts(), { input, source: 'api', reach: unknown, by });
    };
    const taken = await create({ case_number: 'EXT-TAKEN' });
    for (const own of ['', '99999']) {
      const { id, hospital_code: before } = await make({ case_number: `EXT-${own}` });
      const asked = { id, input: { tran_id: '999000123' }, by, ifVersion: null };
      const { stored } = await changeCase(parts(), { ...asked, reach: { hospital: null, ownHospital: own } });
      assert.deepEqual([before, stored.hospital_code, stored.deny_code], ['', '99999', '305']);
      assert.equal((await findCase(database.db, id, '99999'))?.version, 2);
    }
    const other = await make({ case_number: taken.case_number });
    const { stored } = await change(other.id, { tran_id: '999000123' });
    assert.deepEqual([stored.hospital_code, stored.version], ['99999', 2]);
    assert.match(stored.case_number, /^CASE-25\d\d-\d{6}$/);
    assert.equal((await findCase(database.db, taken.id, null))?.case_number, taken.case_number);
    const told = (await caseActivity(database.db, other.id)).find(({ field }) => field === 'case_number');
    assert.deepEqual([told?.oldValue, told?.newValue], ['EXT-TAKEN', stored.case_number]);
  });

  test('made numbers are not given twice, of whichever hospital a case is, so that it keeps its own when it joins one', async () => {
    const make = (ownHospital: string) => {
      const given = { input: newCaseInput.parse(minimal), source: 'api' as const, by };
      return createCase(parts(), { ...given, reach: { hospital: null, ownHospital } });
    };
    const made: StoredCase[] = [];
    for (const hospital of ['', '99999', '99998', '', '99999']) made.push(await make(hospital));
    assert.equal(new Set(made.map((each) => each.case_number)).size, made.length);
    for (const each of made.filter(({ hospital_code: hospital }) => hospital === '')) {
      const { stored } = await change(each.id, { tran_id: '999000123' });
      assert.deepEqual([stored.hospital_code, stored.case_number], ['99999', each.case_number]);
    }
  });

  test('Thai, emoji and the longest titles come back equal', async () => {
    for (const title of ['น้ำใจ ที่ ๑ ำ', '🧑🏽‍⚕️ รอเอกสาร', '🙂'.repeat(200), ' ก '.repeat(66)])
      assert.equal((await create({ title })).title, title);
    assert.equal(newCaseInput.safeParse({ ...minimal, title: '🙂'.repeat(201) }).success, false);
  });

  test('numbers of many creates at once all differ, and numbers given by hand are passed over', async () => {
    const next = Number((await create()).case_number.slice(-6)) + 3;
    await create({ case_number: `CASE-2569-${String(next).padStart(6, '0')}` });
    const made = await Promise.all(Array.from({ length: 60 }, () => create()));
    assert.equal(new Set(made.map((each) => each.case_number)).size, 60);
    await assert.rejects(create({ case_number: made[0]?.case_number }), { code: 'duplicate' });
  });

  test('one number asked for by many at once is given to one', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, () => create({ case_number: 'EXT-1' })),
    );
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const each of tries)
      if (each.status === 'rejected') assert.equal((each.reason as { code?: string }).code, 'duplicate');
  });

  test('the claim and the person must be there; the code of the claim comes with it', async () => {
    const made = await create({ tran_id: '999000123', assigned_to: 'Officer1' });
    assert.deepEqual([made.deny_code, made.assigned_to, made.hospital_code], ['305', 'officer1', '99999']);
    await assert.rejects(create({ tran_id: '1', assigned_to: 'nobody' }), (error: unknown) => {
      assert.ok(error instanceof CaseFault);
      assert.deepEqual(
        error.faults.map(({ field }) => field),
        ['tran_id', 'assigned_to'],
      );
      return true;
    });
    const elsewhere = { ...reach, hospital: '99998' };
    const input = newCaseInput.parse({ ...minimal, tran_id: '999000123' });
    await assert.rejects(createCase(parts(), { input, source: 'api', reach: elsewhere, by }), {
      code: 'validation',
    });
    assert.equal((await change(made.id, { tran_id: null })).stored.deny_code, null);
  });

  test('a change merges: what is absent stays, null clears, and each field is told once', async () => {
    const made = await create({
      description: 'ตรวจรหัส',
      reporter_phone: '081-234-5678',
      external_ref: 'HIS-1',
    });
    const { stored } = await change(made.id, { status: 'in_progress', reporter_phone: null });
    assert.deepEqual([stored.version, stored.reporter_phone, stored.description], [2, null, 'ตรวจรหัส']);
    assert.ok(String(made.updated_at) < String(stored.updated_at));
    const told = (await caseActivity(database.db, made.id)).slice(1);
    assert.deepEqual(
      told.map(({ field, oldValue, newValue }) => [field, oldValue, newValue]),
      [
        ['status', 'open', 'in_progress'],
        ['reporter_phone', null, null],
      ],
    );
  });

  test('a change that changes no value moves nothing', async () => {
    const made = await create({ description: 'ก', external_ref: 'X' });
    const same = Object.fromEntries(caseFieldNames.map((name) => [name, made[name]]));
    const before = await batches();
    const { stored, changed } = await change(made.id, same);
    assert.deepEqual([stored, changed], [made, []]);
    assert.equal(await batches(), before);
    assert.equal((await caseActivity(database.db, made.id)).length, 1);
  });

  test('two changes of different fields at once both stay; of two with one version one is refused', async () => {
    const made = await create();
    await Promise.all([change(made.id, { priority: 'high' }), change(made.id, { category: 'coding' })]);
    const stored = (await findCase(database.db, made.id, null)) as StoredCase;
    assert.deepEqual([stored.priority, stored.category, stored.version], ['high', 'coding', 3]);
    const tries = await Promise.allSettled([
      change(made.id, { status: 'closed' }, 3),
      change(made.id, { status: 'escalated' }, 3),
    ]);
    const refused = tries.flatMap((each) =>
      each.status === 'rejected' ? [each.reason as { code: string }] : [],
    );
    assert.deepEqual(
      refused.map(({ code }) => code),
      ['stale_version'],
    );
  });

  test('the time of the end is set when a case is done and taken away when it is not any more', async () => {
    const made = await create();
    const resolved = (await change(made.id, { status: 'resolved' })).stored;
    assert.ok(resolved.resolved_at !== null && made.created_at <= resolved.resolved_at);
    const closed = (await change(made.id, { status: 'closed' })).stored;
    assert.equal(closed.resolved_at, resolved.resolved_at);
    assert.equal((await change(made.id, { status: 'open' })).stored.resolved_at, null);
    const born = await create({ status: 'closed' });
    assert.equal(born.resolved_at, born.created_at);
  });

  test('a case of another hospital is none', async () => {
    const made = await create();
    assert.equal(await findCase(database.db, made.id, '99998'), null);
    const theirs = { hospital: '99998', ownHospital: '99999' };
    const asked = { id: made.id, input: caseChangeInput.parse({ status: 'closed' }), by, ifVersion: null };
    await assert.rejects(changeCase(parts(), { ...asked, reach: theirs }), { code: 'not_found' });
    const gone = { id: made.id, hospital: '99998', by, ifVersion: null };
    await assert.rejects(removeCase(parts(), gone), { code: 'not_found' });
  });

  test('what is taken out leaves a tombstone and no activity', async () => {
    const made = await create();
    await removeCase(parts(), { id: made.id, hospital: null, by, ifVersion: 1 });
    assert.equal(await findCase(database.db, made.id, null), null);
    const left = await database.db.first<{ label: string }>(
      sql`select label from tombstones where kind = 'case' and row_id = ${made.id}`,
    );
    assert.equal(left?.label, made.case_number);
    assert.deepEqual(await caseActivity(database.db, made.id), []);
  });

  test('what happens beside it and fails leaves no case', async () => {
    const input = newCaseInput.parse({ ...minimal, case_number: 'BESIDE' });
    const fails = async () => await Promise.reject(new Error('no'));
    await assert.rejects(createCase(parts(), { input, source: 'api', reach, by }, fails), /no/);
    assert.equal((await create({ case_number: 'BESIDE' })).case_number, 'BESIDE');
  });

  const batches = async () =>
    (await database.db.first<{ n: number }>(sql`select count(*) as n from change_batches`))?.n;
});
